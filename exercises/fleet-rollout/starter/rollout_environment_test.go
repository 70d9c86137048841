package fleet_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"slices"
)

// The rollout simulator, part 4: a container's environment, from what the manifests say of it.

// environment is what the container's environment comes to.
func (m *kubeManifests) environment() (map[string]string, error) {
	all := map[string]string{}
	for _, from := range m.container().EnvFrom {
		values, err := m.valuesOf(from.SecretRef, from.ConfigMapRef)
		if err != nil {
			return nil, fmt.Errorf("envFrom: %w", err)
		}
		for key, value := range values {
			all[string(from.Prefix)+key] = value
		}
	}
	for _, variable := range m.container().Env {
		value, isThere, err := m.valueOf(variable)
		if err != nil {
			return nil, fmt.Errorf("env %s: %w", variable.Name, err)
		}
		if isThere {
			// $(NAME) stands for what was set before.
			all[string(variable.Name)] = kubeReference.ReplaceAllStringFunc(value, func(reference string) string {
				if known, isKnown := all[reference[2:len(reference)-1]]; isKnown {
					return known
				}
				return reference
			})
		}
	}
	return all, nil
}

var kubeReference = regexp.MustCompile(`\$\([A-Za-z_][A-Za-z0-9_]*\)`)

func (m *kubeManifests) valueOf(variable kubeVariable) (value string, isThere bool, err error) {
	from := variable.ValueFrom
	switch {
	case variable.Name == "":
		return "", false, errors.New("name is missing")
	case from == nil:
		return string(variable.Value), true, nil
	case variable.Value != "":
		return "", false, errors.New("has both value and valueFrom")
	case from.FieldRef != nil:
		return "pod", true, nil
	case from.ResourceFieldRef != nil:
		return "1", true, nil
	case from.SecretKeyRef == nil && from.ConfigMapKeyRef == nil:
		return "", false, errors.New("valueFrom names no source")
	}
	reference := from.SecretKeyRef
	var secret, configMap *kubeReferenceTo
	if reference != nil {
		secret = &kubeReferenceTo{Name: reference.Name, Optional: reference.Optional}
	} else {
		reference = from.ConfigMapKeyRef
		configMap = &kubeReferenceTo{Name: reference.Name, Optional: reference.Optional}
	}
	values, err := m.valuesOf(secret, configMap)
	if err != nil {
		return "", false, err
	}
	value, isThere = values[string(reference.Key)]
	if !isThere && !reference.Optional {
		return "", false, fmt.Errorf("%s has no key %q", reference.Name, reference.Key)
	}
	return value, isThere, nil
}

// valuesOf is all that a Secret or a ConfigMap holds.
func (m *kubeManifests) valuesOf(secret, configMap *kubeReferenceTo) (map[string]string, error) {
	values := map[string]string{}
	switch {
	case secret != nil:
		at := slices.IndexFunc(m.Secrets, func(s *kubeSecret) bool { return s.Metadata.Name == secret.Name })
		if at < 0 && !secret.Optional {
			return nil, fmt.Errorf("there is no Secret %q", secret.Name)
		}
		if at >= 0 {
			return m.Secrets[at].values()
		}
	case configMap != nil:
		at := slices.IndexFunc(m.ConfigMaps, func(c *kubeConfigMap) bool { return c.Metadata.Name == configMap.Name })
		if at < 0 && !configMap.Optional {
			return nil, fmt.Errorf("there is no ConfigMap %q", configMap.Name)
		}
		if at >= 0 {
			for key, value := range m.ConfigMaps[at].Data {
				values[key] = string(value)
			}
		}
	default:
		return nil, errors.New("names neither a Secret nor a ConfigMap")
	}
	return values, nil
}

func (s *kubeSecret) values() (map[string]string, error) {
	values := map[string]string{}
	for key, text := range s.Data {
		value, err := base64.StdEncoding.DecodeString(string(text))
		if err != nil {
			return nil, fmt.Errorf("Secret %s: data.%s is not base64: %w", s.Metadata.Name, key, err)
		}
		values[key] = string(value)
	}
	for key, text := range s.StringData {
		values[key] = string(text)
	}
	return values, nil
}
