using NetworkSimulator.Findings;

namespace NetworkSimulator.Ingresses.Alb;

/// <summary>Finds what keeps the AWS Load Balancer Controller from making the load balancer that was meant.</summary>
internal static class AlbFindings
{
    public static IEnumerable<Finding> Of(AlbLoadBalancer balancer)
    {
        foreach (var member in balancer.Members)
            if (member.ListenPorts.IsEmpty)
                yield return Of(
                    member,
                    FindingSeverity.Error,
                    "alb-annotation-unusable",
                    member.LineOf("listen-ports"),
                    "The annotation listen-ports is no JSON list such as [{\"HTTP\": 80}, {\"HTTPS\": 443}], so the load balancer listens nowhere for this Ingress.",
                    "Correct the annotation."
                );
        foreach (var rule in balancer.Default is null ? balancer.Rules : [.. balancer.Rules, balancer.Default])
        {
            if (rule.Conditions is { Fault.Length: > 0 } conditions)
                yield return Of(
                    rule.Member,
                    FindingSeverity.Error,
                    "alb-conditions-unusable",
                    rule.Path!.Line,
                    $"The conditions of path {rule.Path.Path} cannot be used: {conditions.Fault}. The controller stops there and changes nothing on the load balancer.",
                    "Correct the path or the conditions annotation."
                );
            if (rule.Action is AlbAction.FixedResponse { IsMistake: true } answer)
                yield return Of(
                    rule.Member,
                    FindingSeverity.Error,
                    "alb-action-unusable",
                    rule.Path?.Backend.Line ?? rule.Member.Ingress.Source.LineOf("spec.defaultBackend"),
                    $"The backend cannot be used: {answer.Why}.",
                    "Correct the backend, or the actions annotation that it names."
                );
            if (rule.Action is AlbAction.Forward forward)
                foreach (var target in forward.Targets)
                    if (target.Fault == TargetFault.NoNodePort)
                        yield return Of(
                            rule.Member,
                            FindingSeverity.Error,
                            "alb-instance-target-without-node-port",
                            target.Line,
                            $"target-type is instance{(rule.Member.LineOf("target-type") == rule.Member.Ingress.Source.Line ? " (the default)" : "")}, but Service {target.Name} is of type {target.Service!.Type} and has no node port: the controller fails to build the load balancer.",
                            $"Set {AlbAnnotations.Prefix}target-type: ip, or make the Service a NodePort."
                        );
        }
    }

    private static Finding Of(
        AlbAnnotations member,
        FindingSeverity severity,
        string code,
        int line,
        string message,
        string fix
    ) => IngressFindings.Of(member.Ingress, severity, code, line, message, fix);
}
