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

// The rollout simulator, part 2: the fields of Kubernetes' objects. What is of type any may be there, and changes nothing here.

type kubeMeta struct {
	Name              kubeText            `yaml:"name"`
	Namespace         kubeText            `yaml:"namespace"`
	Labels            map[string]kubeText `yaml:"labels"`
	Annotations       map[string]kubeText `yaml:"annotations"`
	CreationTimestamp any                 `yaml:"creationTimestamp"`
	Finalizers        any                 `yaml:"finalizers"`
	GenerateName      any                 `yaml:"generateName"`
	OwnerReferences   any                 `yaml:"ownerReferences"`
}

type kubeDeployment struct {
	APIVersion kubeText           `yaml:"apiVersion"`
	Kind       kubeText           `yaml:"kind"`
	Metadata   kubeMeta           `yaml:"metadata"`
	Spec       kubeDeploymentSpec `yaml:"spec"`
	Status     any                `yaml:"status"`
}

type kubeDeploymentSpec struct {
	Replicas                *int            `yaml:"replicas"`
	Selector                kubeSelector    `yaml:"selector"`
	Strategy                kubeStrategy    `yaml:"strategy"`
	MinReadySeconds         int             `yaml:"minReadySeconds"`
	Template                kubePodTemplate `yaml:"template"`
	RevisionHistoryLimit    *int            `yaml:"revisionHistoryLimit"`
	ProgressDeadlineSeconds *int            `yaml:"progressDeadlineSeconds"`
	Paused                  bool            `yaml:"paused"`
}

type kubeSelector struct {
	MatchLabels      map[string]kubeText `yaml:"matchLabels"`
	MatchExpressions any                 `yaml:"matchExpressions"`
}

type kubeStrategy struct {
	Type          kubeText           `yaml:"type"`
	RollingUpdate *kubeRollingUpdate `yaml:"rollingUpdate"`
}

type kubeRollingUpdate struct {
	MaxSurge       *kubeAmount `yaml:"maxSurge"`
	MaxUnavailable *kubeAmount `yaml:"maxUnavailable"`
}

type kubePodTemplate struct {
	Metadata kubeMeta    `yaml:"metadata"`
	Spec     kubePodSpec `yaml:"spec"`
}

type kubePodSpec struct {
	Containers                    []kubeContainer      `yaml:"containers"`
	TerminationGracePeriodSeconds *int                 `yaml:"terminationGracePeriodSeconds"`
	SecurityContext               *kubeSecurityContext `yaml:"securityContext"`
	RestartPolicy                 kubeText             `yaml:"restartPolicy"`
	ServiceAccountName            kubeText             `yaml:"serviceAccountName"`
	AutomountServiceAccountToken  *bool                `yaml:"automountServiceAccountToken"`
	EnableServiceLinks            *bool                `yaml:"enableServiceLinks"`
	PriorityClassName             kubeText             `yaml:"priorityClassName"`
	HostNetwork                   bool                 `yaml:"hostNetwork"`
	HostPID                       bool                 `yaml:"hostPID"`
	HostIPC                       bool                 `yaml:"hostIPC"`
	HostUsers                     *bool                `yaml:"hostUsers"`
	DNSPolicy                     kubeText             `yaml:"dnsPolicy"`
	RuntimeClassName              kubeText             `yaml:"runtimeClassName"`
	SchedulerName                 kubeText             `yaml:"schedulerName"`
	NodeSelector                  map[string]kubeText  `yaml:"nodeSelector"`
	InitContainers                any                  `yaml:"initContainers"`
	ReadinessGates                any                  `yaml:"readinessGates"`
	Affinity                      any                  `yaml:"affinity"`
	TopologySpreadConstraints     any                  `yaml:"topologySpreadConstraints"`
	Tolerations                   any                  `yaml:"tolerations"`
	Volumes                       any                  `yaml:"volumes"`
	ImagePullSecrets              any                  `yaml:"imagePullSecrets"`
	DNSConfig                     any                  `yaml:"dnsConfig"`
	ActiveDeadlineSeconds         any                  `yaml:"activeDeadlineSeconds"`
	EphemeralContainers           any                  `yaml:"ephemeralContainers"`
	HostAliases                   any                  `yaml:"hostAliases"`
	Hostname                      any                  `yaml:"hostname"`
	NodeName                      any                  `yaml:"nodeName"`
	Os                            any                  `yaml:"os"`
	Overhead                      any                  `yaml:"overhead"`
	PreemptionPolicy              any                  `yaml:"preemptionPolicy"`
	Priority                      any                  `yaml:"priority"`
	Resources                     any                  `yaml:"resources"`
	SchedulingGates               any                  `yaml:"schedulingGates"`
	ServiceAccount                any                  `yaml:"serviceAccount"`
	SetHostnameAsFQDN             any                  `yaml:"setHostnameAsFQDN"`
	ShareProcessNamespace         any                  `yaml:"shareProcessNamespace"`
	Subdomain                     any                  `yaml:"subdomain"`
}

type kubeContainer struct {
	Name            kubeText             `yaml:"name"`
	Image           kubeText             `yaml:"image"`
	ImagePullPolicy kubeText             `yaml:"imagePullPolicy"`
	Command         []kubeText           `yaml:"command"`
	Args            []kubeText           `yaml:"args"`
	WorkingDir      kubeText             `yaml:"workingDir"`
	Ports           []kubePort           `yaml:"ports"`
	Env             []kubeVariable       `yaml:"env"`
	EnvFrom         []kubeVariables      `yaml:"envFrom"`
	Resources       kubeResources        `yaml:"resources"`
	SecurityContext *kubeSecurityContext `yaml:"securityContext"`
	LivenessProbe   *kubeProbe           `yaml:"livenessProbe"`
	ReadinessProbe  *kubeProbe           `yaml:"readinessProbe"`
	StartupProbe    *kubeProbe           `yaml:"startupProbe"`
	Lifecycle       kubeLifecycle        `yaml:"lifecycle"`
	VolumeMounts    any                  `yaml:"volumeMounts"`

	TerminationMessagePath   kubeText `yaml:"terminationMessagePath"`
	TerminationMessagePolicy kubeText `yaml:"terminationMessagePolicy"`
	ResizePolicy             any      `yaml:"resizePolicy"`
	RestartPolicy            any      `yaml:"restartPolicy"`
	Stdin                    any      `yaml:"stdin"`
	StdinOnce                any      `yaml:"stdinOnce"`
	Tty                      any      `yaml:"tty"`
	VolumeDevices            any      `yaml:"volumeDevices"`
}

type kubeLifecycle struct {
	PreStop    *kubeHook `yaml:"preStop"`
	PostStart  any       `yaml:"postStart"`
	StopSignal kubeText  `yaml:"stopSignal"`
}

type kubePort struct {
	Name          kubeText `yaml:"name"`
	ContainerPort int      `yaml:"containerPort"`
	Protocol      kubeText `yaml:"protocol"`
	HostIP        any      `yaml:"hostIP"`
	HostPort      any      `yaml:"hostPort"`
}

type kubeVariable struct {
	Name      kubeText    `yaml:"name"`
	Value     kubeText    `yaml:"value"`
	ValueFrom *kubeSource `yaml:"valueFrom"`
}

type kubeSource struct {
	SecretKeyRef     *kubeKeyReference `yaml:"secretKeyRef"`
	ConfigMapKeyRef  *kubeKeyReference `yaml:"configMapKeyRef"`
	FieldRef         any               `yaml:"fieldRef"`
	ResourceFieldRef any               `yaml:"resourceFieldRef"`
}

type kubeKeyReference struct {
	Name     kubeText `yaml:"name"`
	Key      kubeText `yaml:"key"`
	Optional bool     `yaml:"optional"`
}

type kubeVariables struct {
	Prefix       kubeText         `yaml:"prefix"`
	SecretRef    *kubeReferenceTo `yaml:"secretRef"`
	ConfigMapRef *kubeReferenceTo `yaml:"configMapRef"`
}

type kubeReferenceTo struct {
	Name     kubeText `yaml:"name"`
	Optional bool     `yaml:"optional"`
}

type kubeResources struct {
	Requests map[string]kubeQuantity `yaml:"requests"`
	Limits   map[string]kubeQuantity `yaml:"limits"`
	Claims   any                     `yaml:"claims"`
}

// kubeSecurityContext is a pod's or a container's: what only one of them may have, the other leaves out.
type kubeSecurityContext struct {
	RunAsNonRoot             *bool            `yaml:"runAsNonRoot"`
	RunAsUser                *int64           `yaml:"runAsUser"`
	RunAsGroup               *int64           `yaml:"runAsGroup"`
	FSGroup                  *int64           `yaml:"fsGroup"`
	AllowPrivilegeEscalation *bool            `yaml:"allowPrivilegeEscalation"`
	ReadOnlyRootFilesystem   *bool            `yaml:"readOnlyRootFilesystem"`
	Privileged               *bool            `yaml:"privileged"`
	Capabilities             kubeCapabilities `yaml:"capabilities"`
	SeccompProfile           kubeSeccomp      `yaml:"seccompProfile"`
	AppArmorProfile          any              `yaml:"appArmorProfile"`
	SELinuxOptions           any              `yaml:"seLinuxOptions"`
	SupplementalGroups       any              `yaml:"supplementalGroups"`
	FSGroupChangePolicy      any              `yaml:"fsGroupChangePolicy"`
	Sysctls                  any              `yaml:"sysctls"`
	ProcMount                any              `yaml:"procMount"`
	SeLinuxChangePolicy      any              `yaml:"seLinuxChangePolicy"`
	SupplementalGroupsPolicy any              `yaml:"supplementalGroupsPolicy"`
	WindowsOptions           any              `yaml:"windowsOptions"`
}

type kubeCapabilities struct {
	Add  []kubeText `yaml:"add"`
	Drop []kubeText `yaml:"drop"`
}

type kubeSeccomp struct {
	Type             kubeText `yaml:"type"`
	LocalhostProfile kubeText `yaml:"localhostProfile"`
}

type kubeProbe struct {
	HTTPGet                       *kubeHTTPGet   `yaml:"httpGet"`
	TCPSocket                     *kubeTCPSocket `yaml:"tcpSocket"`
	InitialDelaySeconds           int            `yaml:"initialDelaySeconds"`
	PeriodSeconds                 int            `yaml:"periodSeconds"`
	TimeoutSeconds                int            `yaml:"timeoutSeconds"`
	SuccessThreshold              int            `yaml:"successThreshold"`
	FailureThreshold              int            `yaml:"failureThreshold"`
	TerminationGracePeriodSeconds any            `yaml:"terminationGracePeriodSeconds"`
	Exec                          any            `yaml:"exec"`
	GRPC                          any            `yaml:"grpc"`
}

type kubeHTTPGet struct {
	Path        kubeText   `yaml:"path"`
	Port        kubeAmount `yaml:"port"`
	Scheme      kubeText   `yaml:"scheme"`
	Host        kubeText   `yaml:"host"`
	HTTPHeaders any        `yaml:"httpHeaders"`
}

type kubeTCPSocket struct {
	Port kubeAmount `yaml:"port"`
	Host kubeText   `yaml:"host"`
}

// kubeHook is what happens before a container is sent SIGTERM.
type kubeHook struct {
	Exec      *kubeExec    `yaml:"exec"`
	Sleep     *kubeWait    `yaml:"sleep"`
	HTTPGet   *kubeHTTPGet `yaml:"httpGet"`
	TCPSocket any          `yaml:"tcpSocket"`
}

type kubeExec struct {
	Command []kubeText `yaml:"command"`
}

type kubeWait struct {
	Seconds int `yaml:"seconds"`
}

type kubeService struct {
	APIVersion kubeText        `yaml:"apiVersion"`
	Kind       kubeText        `yaml:"kind"`
	Metadata   kubeMeta        `yaml:"metadata"`
	Spec       kubeServiceSpec `yaml:"spec"`
	Status     any             `yaml:"status"`
}

type kubeServiceSpec struct {
	Type     kubeText            `yaml:"type"`
	Selector map[string]kubeText `yaml:"selector"`
	Ports    []kubeServicePort   `yaml:"ports"`
	// Traffic goes to every pod, ready or not.
	PublishNotReadyAddresses      bool     `yaml:"publishNotReadyAddresses"`
	ClusterIP                     kubeText `yaml:"clusterIP"`
	SessionAffinity               kubeText `yaml:"sessionAffinity"`
	InternalTrafficPolicy         kubeText `yaml:"internalTrafficPolicy"`
	ExternalTrafficPolicy         kubeText `yaml:"externalTrafficPolicy"`
	TrafficDistribution           kubeText `yaml:"trafficDistribution"`
	AllocateLoadBalancerNodePorts any      `yaml:"allocateLoadBalancerNodePorts"`
	ClusterIPs                    any      `yaml:"clusterIPs"`
	ExternalIPs                   any      `yaml:"externalIPs"`
	ExternalName                  any      `yaml:"externalName"`
	HealthCheckNodePort           any      `yaml:"healthCheckNodePort"`
	IpFamilies                    any      `yaml:"ipFamilies"`
	IpFamilyPolicy                any      `yaml:"ipFamilyPolicy"`
	LoadBalancerClass             any      `yaml:"loadBalancerClass"`
	LoadBalancerIP                any      `yaml:"loadBalancerIP"`
	LoadBalancerSourceRanges      any      `yaml:"loadBalancerSourceRanges"`
	SessionAffinityConfig         any      `yaml:"sessionAffinityConfig"`
}

type kubeServicePort struct {
	Name        kubeText   `yaml:"name"`
	Protocol    kubeText   `yaml:"protocol"`
	AppProtocol kubeText   `yaml:"appProtocol"`
	Port        int        `yaml:"port"`
	TargetPort  kubeAmount `yaml:"targetPort"`
	NodePort    int        `yaml:"nodePort"`
}

type kubeSecret struct {
	APIVersion kubeText            `yaml:"apiVersion"`
	Kind       kubeText            `yaml:"kind"`
	Metadata   kubeMeta            `yaml:"metadata"`
	Type       kubeText            `yaml:"type"`
	Data       map[string]kubeText `yaml:"data"`
	StringData map[string]kubeText `yaml:"stringData"`
	Immutable  bool                `yaml:"immutable"`
}

type kubeConfigMap struct {
	APIVersion kubeText            `yaml:"apiVersion"`
	Kind       kubeText            `yaml:"kind"`
	Metadata   kubeMeta            `yaml:"metadata"`
	Data       map[string]kubeText `yaml:"data"`
	BinaryData map[string]kubeText `yaml:"binaryData"`
	Immutable  bool                `yaml:"immutable"`
}

type kubeDisruptionBudget struct {
	APIVersion kubeText                 `yaml:"apiVersion"`
	Kind       kubeText                 `yaml:"kind"`
	Metadata   kubeMeta                 `yaml:"metadata"`
	Spec       kubeDisruptionBudgetSpec `yaml:"spec"`
	Status     any                      `yaml:"status"`
}

type kubeDisruptionBudgetSpec struct {
	MinAvailable               *kubeAmount  `yaml:"minAvailable"`
	MaxUnavailable             *kubeAmount  `yaml:"maxUnavailable"`
	Selector                   kubeSelector `yaml:"selector"`
	UnhealthyPodEvictionPolicy kubeText     `yaml:"unhealthyPodEvictionPolicy"`
}

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
