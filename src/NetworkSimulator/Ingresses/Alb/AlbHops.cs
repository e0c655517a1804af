using System.Globalization;
using NetworkSimulator.Flows;

namespace NetworkSimulator.Ingresses.Alb;

/// <summary>Words for what an Application Load Balancer did.</summary>
internal static class AlbHops
{
    private const string Component = "LoadBalancer";

    public static Hop NotEntered(AlbLoadBalancer balancer, in IngressRequest request, Verdict verdict)
    {
        var first = balancer.Members[0];
        return verdict switch
        {
            Verdict.Unreachable => At(
                first,
                first.WrittenLineOf("scheme"),
                "unreachable",
                $"The load balancer {balancer.Name} is internal{(first.Scheme.Length == 0 ? ", which is the default scheme" : "")}: it has addresses inside the VPC only, and nothing outside has a route to them."
            ),
            Verdict.Refused => At(
                first,
                first.WrittenLineOf("listen-ports"),
                "refused",
                $"The load balancer {balancer.Name} has no {request.To.Url.Scheme} listener on port {request.To.Url.Port}; it listens on {Ports(balancer)}."
            ),
            _ => At(
                Array.Find([.. balancer.Members], m => !m.InboundCidrs.IsEmpty)!,
                Array.Find([.. balancer.Members], m => !m.InboundCidrs.IsEmpty)!.LineOf("inbound-cidrs"),
                "denied",
                $"The security group of the load balancer {balancer.Name} lets only {string.Join(", ", balancer.InboundCidrs(request.To.Url.Port))} in, and the caller's address is {(request.Client.IsNone ? "not known" : request.Client)}."
            ),
        };
    }

    public static Hop Entered(AlbLoadBalancer balancer, in IngressRequest request)
    {
        var first = balancer.Members[0];
        return At(
            first,
            request.IsFromOutside ? first.WrittenLineOf("scheme") : 0,
            "entered",
            $"The Application Load Balancer {balancer.Name} takes the connection on port {request.To.Url.Port}; from here on it speaks for the caller."
        );
    }

    public static Hop Matched(AlbRule rule, in IngressRequest request)
    {
        var ingress = rule.Member.Ingress;
        var what = rule.Action switch
        {
            AlbAction.Redirect redirect => $"redirects with {redirect.Status} to {redirect.Location(request)}",
            AlbAction.FixedResponse answer => $"answers {answer.Status}: {answer.Why}",
            AlbAction.Forward { Backends: [var only] } =>
                $"forwards to {(only.IsService ? "Service " : "target group ")}{only.Name}",
            AlbAction.Forward forward =>
                $"spreads requests over {string.Join(", ", forward.Backends.Select(b => $"{b.Name} ({b.Share.ToString("P0", CultureInfo.InvariantCulture)})"))}",
            _ => "",
        };
        if (rule.Path is not null)
            return IngressHops.At(
                ingress,
                rule.Conditions!.IsOwn(request)
                    ? rule.Path.Line
                    : rule.Member.LineOf($"conditions.{rule.Path.Backend.ServiceName}"),
                Decision(rule.Action),
                $"{request.Host}{request.Path} meets the conditions of path {rule.Path.Path} in Ingress {ingress.Key}, whose rule {what}."
            );
        return rule.Action is AlbAction.Redirect
            ? IngressHops.At(
                ingress,
                rule.Member.LineOf("ssl-redirect"),
                "redirected",
                $"ssl-redirect of Ingress {ingress.Key} holds for every http listener of the load balancer, whatever host and path: it {what}."
            )
            : IngressHops.At(
                ingress,
                ingress.Source.LineOf("spec.defaultBackend"),
                Decision(rule.Action),
                $"No rule takes {request.Host}{request.Path}; the default backend of Ingress {ingress.Key} {what}."
            );
    }

    public static Hop Target(Cluster cluster, IngressTarget target)
    {
        if (target.Fault == TargetFault.NoNodePort)
            return TargetHops.At(
                target.Service!,
                target.Service!.Source.LineOf("spec.type"),
                "503",
                $"target-type is instance, which needs a node port, and Service {target.Name} is of type {target.Service.Type}: no target can be registered."
            );
        if (target is { IsUsable: true, Alone: [{ Translation.Translated: true } alone] })
            return TargetHops.At(
                target.Service!,
                target.Port!.Line,
                "forwarded",
                $"target-type is instance: the load balancer connects to node port {target.Port.NodePort} of the nodes, and kube-proxy takes it to {alone.Endpoints.Length} endpoint(s) of Service {target.Name}{(alone.Translation.Masquerade ? ", behind the node's address" : "")}."
            );
        return TargetHops.Of(cluster, target, "The load balancer");
    }

    public static Hop NotFound(AlbLoadBalancer balancer, in IngressRequest request)
    {
        var host = request.Host;
        AlbRule? nearest = null;
        AlbRule? broken = null;
        foreach (var rule in balancer.Rules)
        {
            if (rule.Conditions!.NamesHost(host))
                nearest ??= rule;
            if (rule.Conditions.Fault.Length > 0)
                broken ??= rule;
        }
        var near = broken ?? nearest;
        return near is null
            ? At(
                balancer.Members[0],
                balancer.Members[0].Ingress.Source.LineOf("spec.rules"),
                "404",
                $"No rule of the load balancer {balancer.Name} names host {host}, and it has no default backend."
            )
            : At(
                near.Member,
                near.Path!.Line,
                "404",
                near == broken
                    ? $"No rule of the load balancer {balancer.Name} takes {host}{request.Path}; one cannot be used, because {near.Conditions!.Fault}."
                    : $"No rule of the load balancer {balancer.Name} takes {host}{request.Path}; path {near.Path.Path} ({near.Path.PathType}) of the same host does not{Hint(near)}."
            );
    }

    /// <summary>The load balancer keeps host and path and tells of the client in headers.</summary>
    public static HttpRequestSeen Seen(in IngressRequest request)
    {
        var headers = request.To.Headers.ToBuilder();
        if (!request.Client.IsNone)
            headers.Add(new("X-Forwarded-For", request.Client.ToString()));
        headers.Add(new("X-Forwarded-Proto", request.To.Url.Scheme));
        headers.Add(new("X-Forwarded-Port", request.To.Url.Port.ToString(CultureInfo.InvariantCulture)));
        return new(request.Host, request.Path, request.Query, headers.ToImmutable());
    }

    private static string Hint(AlbRule rule) =>
        rule.Path!.PathType == Objects.PathType.ImplementationSpecific && !rule.Path.Path.Contains('*')
            ? " (without pathType Prefix or an asterisk it takes that one path only)"
            : "";

    private static string Decision(AlbAction action) =>
        action switch
        {
            AlbAction.Redirect => "redirected",
            AlbAction.FixedResponse fixedResponse => fixedResponse.Status.ToString(CultureInfo.InvariantCulture),
            _ => "routed",
        };

    private static string Ports(AlbLoadBalancer balancer) =>
        string.Join(
            ", ",
            balancer
                .Members.SelectMany(m => m.ListenPorts)
                .Distinct()
                .Select(p => $"{(p.IsHttps ? "https" : "http")} {p.Port}")
        );

    private static Hop At(AlbAnnotations member, int line, string decision, string reason) =>
        new(Component, $"Ingress {member.Ingress.Key}", member.Ingress.Source.Document, line, decision, reason);
}
