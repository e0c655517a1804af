using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using KnowledgeApi.Hosting.Requests;
using NetworkSimulator;
using NetworkSimulator.Timelines;

namespace KnowledgeApi.Timelines;

/// <summary>
/// JSON to a plan: of a request, or of a scenario's front matter. Absent fields take the defaults of the plan's own types.
/// </summary>
internal static class TimelinePlanReader
{
    static readonly FrozenDictionary<string, Func<JsonFields, double, TimelineEvent>> Events = new Dictionary<
        string,
        Func<JsonFields, double, TimelineEvent>
    >
    {
        ["rollout"] = ReadRollout,
        ["scale"] = ReadScale,
        ["podRescheduled"] = (fields, at) => new PodRescheduled { At = at, Count = Count(fields) },
        ["podTerminated"] = (fields, at) =>
            new PodTerminated
            {
                At = at,
                Count = Count(fields),
                GracePeriodSeconds = fields.Number("gracePeriodSeconds"),
            },
        ["podUnready"] = (fields, at) => new PodUnready { At = at, Count = Count(fields) },
        ["podReady"] = (fields, at) => new PodReady { At = at, Count = Count(fields) },
        ["nodeDrained"] = ReadNodeDrained,
        ["serviceRecreated"] = (_, at) => new ServiceRecreated { At = at },
        ["networkPolicyApplied"] = (fields, at) =>
            new NetworkPolicyApplied { At = at, Deny = [.. fields.Texts("deny")] },
    }.ToFrozenDictionary();

    /// <summary>What <c>type</c> may say of an event.</summary>
    public static ImmutableArray<string> EventTypes { get; } = [.. Events.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A plan that can be run, or everything that keeps it from being one.</summary>
    /// <param name="path">Where the plan stands in what it is part of.</param>
    public static (TimelinePlan? Plan, IReadOnlyList<PlanError> Errors) Read(
        JsonElement json,
        TimelineLimits limits,
        string path = ""
    )
    {
        var errors = new List<PlanError>();
        if (!JsonTexts.AreReadable(json))
            return (null, [new(path, "A text is no valid Unicode.", "valid Unicode")]);
        if (JsonFields.Of(json, path, errors) is not { } fields)
            return (null, errors);
        var plan = ReadPlan(fields);
        var faulty = errors.Select(error => error.Field).ToHashSet();
        errors.AddRange(
            plan.Validate(limits)
                .Select(error => error with { Field = fields.PathOf(error.Field) })
                .Where(error => !faulty.Contains(error.Field))
        );
        return errors.Count == 0 ? (plan, errors) : (null, errors);
    }

    static TimelinePlan ReadPlan(JsonFields fields)
    {
        fields.Require("durationSeconds", "seconds to simulate");
        fields.Require("pods", "an object with at least replicas");
        fields.Require("clients", "a list with at least one client");
        var plan = new TimelinePlan
        {
            DurationSeconds = fields.Number("durationSeconds") ?? 1,
            Seed = fields.Integer("seed") ?? 1,
            Pods = ReadPods(fields.Object("pods")),
            Network = ReadNetwork(fields.Object("network")),
            Clients = [.. fields.Objects("clients").Select(ReadClient)],
            Events = [.. fields.Objects("events").Select(ReadEvent)],
        };
        fields.RefuseOthers();
        return plan;
    }

    static PodPlan ReadPods(JsonFields? fields)
    {
        var usual = new PodPlan { Replicas = 1 };
        if (fields is null)
            return usual;
        fields.Require("replicas", "a number of Pods");
        var pods = new PodPlan
        {
            Name = fields.Text("name") ?? usual.Name,
            Replicas = fields.Integer("replicas") ?? usual.Replicas,
            Nodes = fields.Integer("nodes") ?? usual.Nodes,
            ScheduleSeconds = fields.Number("scheduleSeconds") ?? usual.ScheduleSeconds,
            StartupSeconds = fields.Number("startupSeconds") ?? usual.StartupSeconds,
            ReadinessProbe = ReadProbe(fields.Object("readinessProbe")),
            TerminationGracePeriodSeconds =
                fields.Number("terminationGracePeriodSeconds") ?? usual.TerminationGracePeriodSeconds,
            PreStopSeconds = fields.Number("preStopSeconds") ?? usual.PreStopSeconds,
            OnSigterm = fields.Choice<SigtermBehavior>("onSigterm") ?? usual.OnSigterm,
            ResponseMilliseconds = fields.Integer("responseMilliseconds") ?? usual.ResponseMilliseconds,
        };
        fields.RefuseOthers();
        return pods;
    }

    static ReadinessProbe? ReadProbe(JsonFields? fields)
    {
        if (fields is null)
            return null;
        var usual = new ReadinessProbe();
        var probe = new ReadinessProbe
        {
            InitialDelaySeconds = fields.Number("initialDelaySeconds") ?? usual.InitialDelaySeconds,
            PeriodSeconds = fields.Number("periodSeconds") ?? usual.PeriodSeconds,
            FailureThreshold = fields.Integer("failureThreshold") ?? usual.FailureThreshold,
            SuccessThreshold = fields.Integer("successThreshold") ?? usual.SuccessThreshold,
        };
        fields.RefuseOthers();
        return probe;
    }

    static NetworkPlan ReadNetwork(JsonFields? fields)
    {
        var usual = new NetworkPlan();
        if (fields is null)
            return usual;
        var network = new NetworkPlan
        {
            EndpointSliceDelaySeconds = fields.Number("endpointSliceDelaySeconds") ?? usual.EndpointSliceDelaySeconds,
            DnsDelaySeconds = fields.Number("dnsDelaySeconds") ?? usual.DnsDelaySeconds,
            DnsTtlSeconds = fields.Number("dnsTtlSeconds") ?? usual.DnsTtlSeconds,
            Cni = fields.Choice<Cni>("cni") ?? usual.Cni,
        };
        fields.RefuseOthers();
        return network;
    }

    static ClientPlan ReadClient(JsonFields? fields, int place)
    {
        // Unlike any other, so that what is missing here is no fault elsewhere.
        var usual = new ClientPlan { Name = $"clients[{place}]", RequestsPerSecond = 1 };
        if (fields is null)
            return usual;
        fields.Require("name", "a name");
        fields.Require("requestsPerSecond", "a number above 0");
        var client = new ClientPlan
        {
            Name = fields.Text("name") ?? usual.Name,
            Kind = fields.Choice<ClientKind>("kind") ?? usual.Kind,
            Target = fields.Choice<ClientTarget>("target") ?? usual.Target,
            RequestsPerSecond = fields.Number("requestsPerSecond") ?? usual.RequestsPerSecond,
            Replicas = fields.Integer("replicas") ?? usual.Replicas,
            PooledConnectionLifetimeSeconds = fields.Number("pooledConnectionLifetimeSeconds"),
            PooledConnectionIdleTimeoutSeconds =
                fields.Number("pooledConnectionIdleTimeoutSeconds") ?? usual.PooledConnectionIdleTimeoutSeconds,
            ConnectTimeoutSeconds = fields.Number("connectTimeoutSeconds"),
            MaxConnectionsPerServer = fields.Integer("maxConnectionsPerServer"),
            RequestTimeoutSeconds = fields.Number("requestTimeoutSeconds") ?? usual.RequestTimeoutSeconds,
            DnsCacheSeconds = fields.Number("dnsCacheSeconds"),
        };
        fields.RefuseOthers();
        return client;
    }

    static TimelineEvent ReadEvent(JsonFields? fields)
    {
        // Holds the place of an event that cannot be read.
        TimelineEvent faultless = new ServiceRecreated { At = 0 };
        if (fields is null)
            return faultless;
        fields.Require("at", "seconds from the start");
        var at = fields.Number("at") ?? 0;
        if (fields.Text("type") is not { } type || !Events.TryGetValue(type, out var read))
        {
            fields.Refuse("type", "It is missing or unknown.", $"one of {string.Join(", ", EventTypes)}");
            return faultless;
        }
        var happening = read(fields, at);
        fields.RefuseOthers();
        return happening;
    }

    static Rollout ReadRollout(JsonFields fields, double at)
    {
        var usual = new Rollout { At = at };
        return usual with
        {
            MaxSurge = IntOrPercentOf(fields, "maxSurge") ?? usual.MaxSurge,
            MaxUnavailable = IntOrPercentOf(fields, "maxUnavailable") ?? usual.MaxUnavailable,
            MinReadySeconds = fields.Number("minReadySeconds") ?? usual.MinReadySeconds,
            StartupSeconds = fields.Number("startupSeconds"),
        };
    }

    static Scale ReadScale(JsonFields fields, double at)
    {
        fields.Require("replicas", "a number of Pods");
        return new() { At = at, Replicas = fields.Integer("replicas") ?? 0 };
    }

    static NodeDrained ReadNodeDrained(JsonFields fields, double at)
    {
        fields.Require("node", "a node's number, from 1");
        return new() { At = at, Node = fields.Integer("node") ?? 1 };
    }

    /// <summary>As Kubernetes writes it: a number, or a percentage such as <c>"25%"</c>.</summary>
    static IntOrPercent? IntOrPercentOf(JsonFields fields, string name)
    {
        if (fields.Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
            return IntOrPercent.Pods(number);
        if (
            value.ValueKind == JsonValueKind.String
            && value.GetString() is [.. var digits, '%']
            && int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var percent)
        )
            return IntOrPercent.Percent(percent);
        fields.Refuse(name, value, "a number of Pods, or a percentage such as \"25%\"");
        return null;
    }

    static int Count(JsonFields fields) => fields.Integer("count") ?? 1;
}
