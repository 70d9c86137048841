package fleet_test

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
