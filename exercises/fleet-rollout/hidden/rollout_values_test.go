package fleet_test

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// The rollout simulator, part 3: what the values of some fields may be, and what they mean.

// kubeText is a string. A number or true without quotes is none: Kubernetes refuses it, too.
type kubeText string

func (t *kubeText) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind != yaml.ScalarNode || node.ShortTag() != "!!str" && node.ShortTag() != "!!null" {
		return fmt.Errorf("line %d: %s is not a string; quotes make it one", node.Line, node.Value)
	}
	if node.ShortTag() == "!!str" {
		*t = kubeText(node.Value)
	}
	return nil
}

// kubeAmount is a number, or a string: a percentage, or a port's name.
type kubeAmount string

func (a *kubeAmount) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind != yaml.ScalarNode || node.ShortTag() != "!!str" && node.ShortTag() != "!!int" {
		return fmt.Errorf("line %d: %s is neither a number nor a string", node.Line, node.Value)
	}
	*a = kubeAmount(node.Value)
	return nil
}

// of is how many of all this is; a percentage is rounded.
func (a kubeAmount) of(all int, up bool) int {
	percent, isPercentage := strings.CutSuffix(string(a), "%")
	n, err := strconv.Atoi(percent)
	switch {
	case err != nil:
		return 0
	case !isPercentage:
		return n
	case up:
		return (n*all + 99) / 100
	}
	return n * all / 100
}

// kubeQuantity is an amount of memory or processor time.
type kubeQuantity string

var kubeQuantities = regexp.MustCompile(`^\d+(\.\d+)?(m|k|M|G|T|Ki|Mi|Gi|Ti|e\d+)?$`)

func (q *kubeQuantity) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind != yaml.ScalarNode || !kubeQuantities.MatchString(node.Value) {
		return fmt.Errorf("line %d: %q is no quantity such as 500m or 128Mi", node.Line, node.Value)
	}
	*q = kubeQuantity(node.Value)
	return nil
}

func (p *kubeProbe) check(name string) error {
	switch {
	case p == nil:
		return nil
	case (p.HTTPGet == nil) == (p.TCPSocket == nil):
		return errors.New("has to have httpGet or tcpSocket; nothing else is simulated")
	case p.HTTPGet != nil && p.HTTPGet.Port == "", p.TCPSocket != nil && p.TCPSocket.Port == "":
		return errors.New("port is missing")
	case p.HTTPGet != nil && p.HTTPGet.Host != "", p.TCPSocket != nil && p.TCPSocket.Host != "":
		return errors.New("host makes it ask somebody else than the pod")
	case name != kubeReadiness && p.SuccessThreshold > 1:
		return errors.New("successThreshold has to be 1")
	case min(p.InitialDelaySeconds, p.PeriodSeconds, p.TimeoutSeconds, p.SuccessThreshold, p.FailureThreshold) < 0:
		return errors.New("has a negative number")
	}
	return nil
}

// What a probe does not say, or says is 0, is Kubernetes' default.
func (p *kubeProbe) initialDelay() time.Duration {
	return time.Duration(p.InitialDelaySeconds) * time.Second
}
func (p *kubeProbe) period() time.Duration {
	return time.Duration(kubeOr(p.PeriodSeconds, 10)) * time.Second
}
func (p *kubeProbe) timeout() time.Duration {
	return time.Duration(kubeOr(p.TimeoutSeconds, 1)) * time.Second
}
func (p *kubeProbe) successes() int { return kubeOr(p.SuccessThreshold, 1) }
func (p *kubeProbe) failures() int  { return kubeOr(p.FailureThreshold, 3) }

// givesUpAfter is how long it takes this probe to restart a container that never answers it.
func (p *kubeProbe) givesUpAfter() time.Duration {
	return p.initialDelay() + time.Duration(p.failures()-1)*p.period()
}

func kubeOr(n, fallback int) int {
	if n == 0 {
		return fallback
	}
	return n
}

// kubePause is a preStop hook that this simulator can play: a time to wait, or a request.
type kubePause struct {
	wait time.Duration
	get  *kubeHTTPGet
}

var kubeSleep = regexp.MustCompile(`^(?:(?:/\S*/)?sh -c )?(?:(?:/\S*/)?sleep )(\d+(?:\.\d+)?)s?$`)

// preStop is nil where there is none.
func (c *kubeContainer) preStop() (*kubePause, error) {
	hook := c.Lifecycle.PreStop
	if signal := c.Lifecycle.StopSignal; signal != "" && signal != "SIGTERM" {
		return nil, fmt.Errorf("stopSignal %s is not simulated", signal)
	}
	switch {
	case hook == nil:
		return nil, nil
	case hook.Sleep != nil:
		return &kubePause{wait: time.Duration(hook.Sleep.Seconds) * time.Second}, nil
	case hook.HTTPGet != nil:
		return &kubePause{get: hook.HTTPGet}, nil
	case hook.Exec == nil:
		return nil, errors.New("has to have sleep, exec or httpGet")
	}
	var words []string
	for _, word := range hook.Exec.Command {
		words = append(words, string(word))
	}
	match := kubeSleep.FindStringSubmatch(strings.Join(words, " "))
	if match == nil {
		return nil, fmt.Errorf("exec %q: of commands, sleep alone is simulated", words)
	}
	wait, err := time.ParseDuration(match[1] + "s")
	return &kubePause{wait: wait}, err
}
