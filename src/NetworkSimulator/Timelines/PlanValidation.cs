using System.Collections.Immutable;
using System.Globalization;

namespace NetworkSimulator.Timelines;

/// <summary>Finds everything wrong with a plan.</summary>
internal sealed class PlanValidation
{
    const int MostNameLength = 63;
    const double LongestSeconds = 86_400;
    const int LongestResponse = 60_000;

    readonly TimelinePlan _plan;
    readonly TimelineLimits _limits;
    readonly ImmutableArray<PlanError>.Builder _errors = ImmutableArray.CreateBuilder<PlanError>();

    PlanValidation(TimelinePlan plan, TimelineLimits limits) => (_plan, _limits) = (plan, limits);

    public static ImmutableArray<PlanError> Validate(TimelinePlan plan, TimelineLimits limits)
    {
        var validation = new PlanValidation(plan, limits);
        validation.Range("durationSeconds", plan.DurationSeconds, 1, limits.DurationSeconds);
        validation.Pods(plan.Pods);
        validation.Network(plan.Network);
        validation.Clients(plan.Clients);
        validation.Events(plan.Events);
        return validation._errors.ToImmutable();
    }

    void Pods(PodPlan pods)
    {
        Name("pods.name", pods.Name);
        Range("pods.replicas", pods.Replicas, 0, _limits.Pods);
        Range("pods.nodes", pods.Nodes, 1, Math.Max(1, _limits.Pods));
        Duration("pods.scheduleSeconds", pods.ScheduleSeconds);
        Duration("pods.startupSeconds", pods.StartupSeconds);
        Duration("pods.terminationGracePeriodSeconds", pods.TerminationGracePeriodSeconds);
        Duration("pods.preStopSeconds", pods.PreStopSeconds);
        OneOf("pods.onSigterm", pods.OnSigterm);
        Range("pods.responseMilliseconds", pods.ResponseMilliseconds, 1, LongestResponse);
        if (pods.ReadinessProbe is not { } probe)
            return;
        Duration("pods.readinessProbe.initialDelaySeconds", probe.InitialDelaySeconds);
        Range("pods.readinessProbe.periodSeconds", probe.PeriodSeconds, 1, LongestSeconds);
        Range("pods.readinessProbe.failureThreshold", probe.FailureThreshold, 1, 1_000);
        Range("pods.readinessProbe.successThreshold", probe.SuccessThreshold, 1, 1_000);
    }

    void Network(NetworkPlan network)
    {
        Duration("network.endpointSliceDelaySeconds", network.EndpointSliceDelaySeconds);
        Duration("network.dnsDelaySeconds", network.DnsDelaySeconds);
        Duration("network.dnsTtlSeconds", network.DnsTtlSeconds);
        OneOf("network.cni", network.Cni);
    }

    void Clients(ImmutableArray<ClientPlan> clients)
    {
        Range("clients", clients.Length, 1, _limits.Clients, "client", "clients");
        if (clients.Length > _limits.Clients)
            return;
        var names = new HashSet<string>();
        for (var i = 0; i < clients.Length; i++)
        {
            var (client, at) = (clients[i], $"clients[{i}]");
            Name($"{at}.name", client.Name);
            if (!names.Add(client.Name))
                Add($"{at}.name", $"'{Shown(client.Name)}' is the name of another client too.", "a name of its own");
            Client(client, at);
        }
        // A part that is too large by itself has been reported already.
        Sum(
            "clients[].requestsPerSecond",
            clients.Select(c => c.RequestsPerSecond).Where(n => n > 0 && n <= _limits.RequestsPerSecond).Sum(),
            _limits.RequestsPerSecond
        );
        Sum(
            "clients[].replicas",
            clients.Select(c => (long)c.Replicas).Where(n => n > 0 && n <= _limits.Clients).Sum(),
            _limits.Clients
        );
    }

    void Client(ClientPlan client, string at)
    {
        OneOf($"{at}.kind", client.Kind);
        OneOf($"{at}.target", client.Target);
        Range($"{at}.requestsPerSecond", client.RequestsPerSecond, 0, _limits.RequestsPerSecond, above: true);
        Range($"{at}.replicas", client.Replicas, 1, _limits.Clients);
        Duration($"{at}.pooledConnectionLifetimeSeconds", client.PooledConnectionLifetimeSeconds ?? 0);
        Duration($"{at}.pooledConnectionIdleTimeoutSeconds", client.PooledConnectionIdleTimeoutSeconds);
        Range($"{at}.connectTimeoutSeconds", client.ConnectTimeoutSeconds ?? 1, 0, LongestSeconds, above: true);
        Range($"{at}.maxConnectionsPerServer", client.MaxConnectionsPerServer ?? 1, 1, int.MaxValue);
        Range($"{at}.requestTimeoutSeconds", client.RequestTimeoutSeconds, 0, 3_600, above: true);
        if (client.DnsCacheSeconds is { } cache)
        {
            Duration($"{at}.dnsCacheSeconds", cache);
            if (client.Kind != ClientKind.DnsCache)
                Add(
                    $"{at}.dnsCacheSeconds",
                    "Only a client of kind dnsCache keeps look-ups.",
                    "nothing, or the kind dnsCache"
                );
        }
        var needed = Math.Ceiling(
            client.RequestsPerSecond / Math.Max(1, client.Replicas) * _plan.Pods.ResponseMilliseconds / 1_000
        );
        if (client.Kind != ClientKind.ResolveEachTime && client.MaxConnectionsPerServer < needed)
            Add(
                $"{at}.maxConnectionsPerServer",
                Invariant(
                    $"{client.MaxConnectionsPerServer} connections cannot carry these requests: each lasts {_plan.Pods.ResponseMilliseconds} ms, and the queue would only grow."
                ),
                Invariant($"at least {needed:0}, or fewer requests")
            );
    }

    void Events(ImmutableArray<TimelineEvent> events)
    {
        Range("events", events.Length, 0, _limits.Events, "event", "events");
        if (events.Length > _limits.Events)
            return;
        var last =
            _plan.DurationSeconds is > 0 and var end && end <= _limits.DurationSeconds ? end : _limits.DurationSeconds;
        for (var i = 0; i < events.Length; i++)
        {
            var at = $"events[{i}]";
            Range($"{at}.at", events[i].At, 0, last);
            Event(events[i], at);
        }
    }

    void Event(TimelineEvent happening, string at)
    {
        switch (happening)
        {
            case Rollout rollout:
                Fraction($"{at}.maxSurge", rollout.MaxSurge, 1_000);
                Fraction($"{at}.maxUnavailable", rollout.MaxUnavailable, 100);
                Duration($"{at}.minReadySeconds", rollout.MinReadySeconds);
                Duration($"{at}.startupSeconds", rollout.StartupSeconds ?? 0);
                break;
            case Scale scale:
                Range($"{at}.replicas", scale.Replicas, 0, _limits.Pods);
                break;
            case PodEvent some:
                Range($"{at}.count", some.Count, 1, _limits.Pods);
                if (some is PodTerminated { GracePeriodSeconds: { } grace })
                    Duration($"{at}.gracePeriodSeconds", grace);
                break;
            case NodeDrained drained:
                Range($"{at}.node", drained.Node, 1, Math.Max(1, _plan.Pods.Nodes));
                break;
            case NetworkPolicyApplied policy:
                Denied(policy, at);
                break;
        }
    }

    void Denied(NetworkPolicyApplied policy, string at)
    {
        Range($"{at}.deny", policy.Deny.Length, 0, _plan.Clients.Length, "client", "clients");
        if (policy.Deny.Length > _plan.Clients.Length)
            return;
        var names = _plan.Clients.Select(c => c.Name).ToHashSet();
        for (var i = 0; i < policy.Deny.Length; i++)
            if (!names.Contains(policy.Deny[i]))
                Add(
                    $"{at}.deny[{i}]",
                    $"No client is called '{Shown(policy.Deny[i])}'.",
                    "one of " + string.Join(", ", names.Take(20).Select(Shown))
                );
    }

    void Name(string field, string name)
    {
        if (name.Length is 0 or > MostNameLength || name.Any(char.IsControl))
            Add(
                field,
                $"'{Shown(name)}' is no usable name.",
                $"1 to {MostNameLength} characters, none of them control characters"
            );
    }

    void Duration(string field, double seconds) => Range(field, seconds, 0, LongestSeconds, "second", "seconds");

    void Fraction(string field, IntOrPercent value, int mostPercent)
    {
        if (value.Value < 0 || value.Value > (value.IsPercent ? mostPercent : _limits.Pods))
            Add(
                field,
                $"{value} is out of range.",
                Invariant($"0 to {_limits.Pods:#,0} Pods, or 0% to {mostPercent:#,0}%")
            );
    }

    void OneOf<T>(string field, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
            Add(
                field,
                $"{value} is unknown.",
                "one of " + string.Join(", ", Enum.GetNames<T>().Select(n => char.ToLowerInvariant(n[0]) + n[1..]))
            );
    }

    void Sum(string field, double sum, double most)
    {
        if (sum > most)
            Add(field, Invariant($"Together they are {sum:#,0.##}."), Invariant($"at most {most:#,0} in all"));
    }

    void Range(
        string field,
        double value,
        double least,
        double most,
        string one = "",
        string many = "",
        bool above = false
    )
    {
        if (double.IsFinite(value) && value <= most && (above ? value > least : value >= least))
            return;
        var unit = many.Length == 0 ? "" : " " + (value == 1 ? one : many);
        Add(
            field,
            Invariant($"{value:#,0.##}{unit} is out of range."),
            Invariant(
                $"{(above ? "more than " : "")}{least:#,0.##} to {most:#,0.##}{(many.Length == 0 ? "" : " " + many)}"
            )
        );
    }

    void Add(string field, string message, string expected) => _errors.Add(new(field, message, expected));

    static string Shown(string text)
    {
        var line = string.Concat(text.Take(40).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c));
        return text.Length <= 40 ? line : line + "…";
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
