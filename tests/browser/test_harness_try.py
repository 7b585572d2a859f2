def test_demo(demo, visit):
    v = visit(demo, width=390).enter_as("manager")
    print(v.text()[:300]); print(v.violations())
    v.go("/analytics")
    v.page.evaluate("() => {const d=document.createElement('div'); d.style.width='3000px'; d.textContent='x'; document.querySelector('.st-key-page').append(d)}")
    print("wide", v.is_wider_than_the_screen())
    print(v.page.evaluate("() => fetch('http://example.com/').then(r=>r.status, e=>String(e))"))
    print(v.take_faults())

def test_first(start, visit):
    p = start()
    print(p.set_up_path())
    v = visit(p); v.go(p.set_up_path()); print(v.text()[:200])
    v.go("/home"); print(v.text()[:200])
