package fleet_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// The rollout simulator, part 6: the probes of a pod.

// probe asks what the manifest says: first the startup probe, then the other two.
func (p *simulatedPod) probe(ctx context.Context, unhealthy chan<- struct{}) {
	container := p.cluster.manifests.container()
	started := make(chan struct{})
	restart := func() {
		select {
		case unhealthy <- struct{}{}:
		default:
		}
	}
	if container.StartupProbe == nil {
		close(started)
	} else {
		var once sync.Once
		go p.ask(ctx, kubeStartup, container.StartupProbe, func(isGood bool) {
			if isGood {
				once.Do(func() { close(started) })
				return
			}
			restart()
		}, started)
	}
	select {
	case <-started:
	case <-ctx.Done():
		return
	}
	if container.LivenessProbe != nil {
		go p.ask(ctx, kubeLiveness, container.LivenessProbe, func(isGood bool) {
			if !isGood {
				restart()
			}
		}, nil)
	}
	if container.ReadinessProbe == nil {
		p.becomes(ctx, true)
		return
	}
	p.ask(ctx, kubeReadiness, container.ReadinessProbe, func(isGood bool) { p.becomes(ctx, isGood) }, nil)
}

func (p *simulatedPod) becomes(ctx context.Context, isReady bool) {
	p.cluster.change(func() {
		if ctx.Err() != nil || p.isReady == isReady {
			return
		}
		p.isReady = isReady
		if isReady {
			p.readyAt = time.Now()
			p.note("ready")
		} else {
			p.note("no longer ready")
		}
	})
}

// ask probes until ctx ends or enough is closed, and tells when a threshold has been reached.
func (p *simulatedPod) ask(ctx context.Context, name string, probe *kubeProbe, tell func(isGood bool), enough <-chan struct{}) {
	wait := time.NewTimer(probe.initialDelay())
	defer wait.Stop()
	for good, bad := 0, 0; ; {
		select {
		case <-wait.C:
		case <-enough:
			return
		case <-ctx.Done():
			return
		}
		wait.Reset(probe.period())
		err := p.answers(ctx, probe)
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			good, bad = good+1, 0
			if good == probe.successes() {
				tell(true)
			}
			continue
		}
		good, bad = 0, bad+1
		if bad == 1 {
			p.cluster.change(func() { p.note("%s: %v", name, err) })
		}
		if bad == probe.failures() {
			p.cluster.change(func() { p.note("%s failed %d times", name, bad) })
			tell(false)
		}
	}
}

// answers probes once.
func (p *simulatedPod) answers(ctx context.Context, probe *kubeProbe) error {
	if probe.HTTPGet != nil {
		return p.get(ctx, probe.HTTPGet, probe.timeout())
	}
	if err := p.cluster.manifests.reaches(probe.TCPSocket.Port); err != nil {
		return err
	}
	connection, err := net.DialTimeout("tcp", p.address, probe.timeout())
	if err == nil {
		_ = connection.Close()
	}
	return err
}

func (p *simulatedPod) get(ctx context.Context, get *kubeHTTPGet, patience time.Duration) error {
	if err := p.cluster.manifests.reaches(get.Port); err != nil {
		return err
	}
	if get.Scheme != "" && get.Scheme != "HTTP" {
		return errors.New("the program does not speak HTTPS")
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.address+string(get.Path), nil)
	if err != nil {
		return err
	}
	response, err := simulatedConnections.Do(request)
	if err != nil {
		return fmt.Errorf("%s: %w", get.Path, simulatedCause(err))
	}
	_ = response.Body.Close()
	if response.StatusCode < 200 || response.StatusCode >= 400 {
		return fmt.Errorf("%s answered %d", get.Path, response.StatusCode)
	}
	return nil
}

// simulatedCause leaves out what is told anyway: whom we asked.
func simulatedCause(err error) error {
	for {
		var asked *url.Error
		var dialled *net.OpError
		switch {
		case errors.As(err, &asked):
			err = asked.Err
		case errors.As(err, &dialled):
			err = dialled.Err
		default:
			return err
		}
	}
}
