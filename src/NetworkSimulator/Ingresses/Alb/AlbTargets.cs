using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses.Alb;

/// <summary>Makes target groups of backends: Pods' addresses, or every node's port of the Service.</summary>
internal sealed class AlbTargets(ClusterIndex index, TargetResolver targets)
{
    /// <summary>Port name by which a backend says that an annotation holds its action.</summary>
    public const string UseAnnotation = "use-annotation";

    public AlbAction ActionOf(AlbAnnotations member, IngressBackend backend)
    {
        if (backend.Port.Name == UseAnnotation)
            return member.Action(backend.ServiceName) is { } json
                ? AlbAction.Parse(
                    json,
                    (name, port) => Resolve(member, name, port, member.LineOf($"actions.{backend.ServiceName}"))
                )
                : new AlbAction.FixedResponse(
                    503,
                    $"there is no annotation {AlbAnnotations.Prefix}actions.{backend.ServiceName}",
                    IsMistake: true
                );
        if (backend.ServiceName.Length == 0)
            return new AlbAction.FixedResponse(
                503,
                "the controller does not support resource backends",
                IsMistake: true
            );
        var target = Resolve(member, backend.ServiceName, backend.Port, backend.Line);
        return new AlbAction.Forward([target], target.Alone);
    }

    private IngressTarget Resolve(AlbAnnotations member, string name, PortReference port, int line)
    {
        var target = targets.Resolve(member.Ingress, $"{member.Ingress.Namespace}/{name}", port, line);
        if (target.Service is not { } service || target.Port is null || member.TargetsPods(service))
            return target;
        if (target.Port.NodePort == 0)
            return target with { Fault = TargetFault.NoNodePort, Alone = [new(target.Name, [], 1)] };
        var local = service.ExternalTrafficPolicy == TrafficPolicy.Local;
        var number = index.ServiceByKey[target.Name];
        var served = targets.EndpointsOf(service, number, service.Ports.IndexOf(target.Port));
        var endpoints = (local ? served?.LocalAnywhere : served?.ClusterFor(-1)) ?? [];
        return target with { Alone = [new(target.Name, endpoints, 1) { Translation = new(true, !local, -1) }] };
    }
}
