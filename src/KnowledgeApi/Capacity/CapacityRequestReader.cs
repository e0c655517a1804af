using System.Collections.Immutable;
using System.Text.Json;
using KnowledgeApi.Hosting.Requests;
using NetworkSimulator;
using NetworkSimulator.Capacity;
using NetworkSimulator.Capacity.Cost;

namespace KnowledgeApi.Capacity;

/// <summary>
/// JSON to a request: of a caller, or of a scenario's front matter. Absent fields take the defaults of the plans' own types.
/// </summary>
internal sealed class CapacityRequestReader
{
    private const int MostTraffic = 1_000;
    private static readonly string[] PlanFields = ["subnets", "nodeGroups", "mode", "warm", "podSubnets", "pods"];

    private readonly JsonFields fields;
    private readonly CapacityLimits limits;

    private CapacityRequestReader(JsonFields fields, CapacityLimits limits) =>
        (this.fields, this.limits) = (fields, limits);

    /// <summary>A request, as far as it can be read; faults of what it asks for are the planners' to find.</summary>
    /// <param name="path">Where the request stands in what it is part of.</param>
    /// <param name="hasManifests">Whether there are manifests beside it.</param>
    public static (CapacityRequest Request, List<PlanError> Errors) Read(
        JsonElement json,
        CapacityLimits limits,
        string path,
        bool hasManifests
    )
    {
        var errors = new List<PlanError>();
        if (!JsonTexts.AreReadable(json))
            errors.Add(new(path, "A text is no valid Unicode.", "valid Unicode"));
        else if (JsonFields.Of(json, path, errors) is { } fields)
            return (new CapacityRequestReader(fields, limits).ReadRequest(hasManifests), errors);
        return (new(), errors);
    }

    private CapacityRequest ReadRequest(bool hasManifests)
    {
        var hasPlan = PlanFields.Any(fields.Has);
        var hasCost = fields.Has("cost") || !hasPlan;
        if (hasPlan)
        {
            fields.Require("subnets", "a list of subnets");
            fields.Require("nodeGroups", "a list of node groups");
        }
        if (hasCost && !hasManifests)
            fields.Require(
                "manifests",
                hasPlan || fields.Has("cost")
                    ? "the manifests whose load balancers cost something"
                    : "manifests for the cost of load balancers, or subnets and nodeGroups for Pods"
            );
        ImmutableArray<PodGroup> pods = [.. fields.Objects("pods", limits.PodGroups).Select(ReadPods)];
        var request = new CapacityRequest
        {
            Subnets = [.. fields.Objects("subnets", limits.Subnets).Select(ReadSubnet)],
            NodeGroups = [.. fields.Objects("nodeGroups", limits.NodeGroups).Select(ReadNodeGroup)],
            Mode = fields.Choice<AddressMode>("mode") ?? default,
            Warm = ReadWarm(fields.Object("warm")),
            PodSubnets = [.. fields.Texts("podSubnets", limits.Subnets)],
            Pods = fields.Has("pods") ? pods : null,
            Manifests = fields.Text("manifests"),
            Cost = ReadCost(fields.Object("cost")) ?? (hasCost ? new() : null),
            HasPlan = hasPlan,
        };
        fields.RefuseOthers();
        return request;
    }

    private static Subnet ReadSubnet(JsonFields? fields)
    {
        if (fields is null)
            return new("", "");
        fields.Require("name", "a name of its own");
        fields.Require("cidr", "an IPv4 block from /16 to /28, such as 10.0.1.0/24");
        var subnet = new Subnet(fields.Text("name") ?? "", fields.Text("cidr") ?? "")
        {
            Zone = fields.Text("zone") ?? "",
            Taken = fields.Integer("taken") ?? 0,
            Fragmentation = fields.Number("fragmentation") ?? 0,
        };
        fields.RefuseOthers();
        return subnet;
    }

    private NodeGroup ReadNodeGroup(JsonFields? fields)
    {
        if (fields is null)
            return new("", "", 1);
        fields.Require("name", "a name of its own");
        fields.Require("instanceType", "an EC2 instance type, such as m5.large");
        fields.Require("nodes", "a number of nodes");
        var usual = new NodeGroup(
            fields.Text("name") ?? "",
            fields.Text("instanceType") ?? "",
            fields.Integer("nodes") ?? 1
        );
        var group = usual with
        {
            Subnets = [.. fields.Texts("subnets", limits.Subnets)],
            MaxPods = fields.Integer("maxPods"),
            HostNetworkPods = fields.Integer("hostNetworkPods") ?? usual.HostNetworkPods,
        };
        fields.RefuseOthers();
        return group;
    }

    private static WarmTargets ReadWarm(JsonFields? fields)
    {
        var usual = new WarmTargets();
        if (fields is null)
            return usual;
        var warm = new WarmTargets
        {
            EniTarget = fields.Integer("eniTarget") ?? usual.EniTarget,
            IpTarget = fields.Integer("ipTarget"),
            MinimumIpTarget = fields.Integer("minimumIpTarget"),
            PrefixTarget = fields.Integer("prefixTarget") ?? usual.PrefixTarget,
        };
        fields.RefuseOthers();
        return warm;
    }

    private static PodGroup ReadPods(JsonFields? fields)
    {
        if (fields is null)
            return new("", 0);
        fields.Require("name", "a name of its own");
        fields.Require("count", "a number of Pods");
        var pods = new PodGroup(fields.Text("name") ?? "", fields.Integer("count") ?? 0)
        {
            HostNetwork = fields.Boolean("hostNetwork") ?? false,
        };
        fields.RefuseOthers();
        return pods;
    }

    private static CostPlan? ReadCost(JsonFields? fields)
    {
        if (fields is null)
            return null;
        var usual = new CostPlan();
        var cost = new CostPlan
        {
            Prices = ReadPrices(fields.Object("prices")),
            Zones = fields.Integer("zones") ?? usual.Zones,
            ServiceController = fields.Choice<ServiceController>("serviceController") ?? usual.ServiceController,
            Traffic = ReadTraffic(fields.Object("traffic")),
            TrafficOf = [.. fields.Objects("trafficOf", MostTraffic).Select(ReadTrafficOf)],
        };
        fields.RefuseOthers();
        return cost;
    }

    /// <summary>Prices come all from one table: a mix of two would be nobody's.</summary>
    private static PriceTable ReadPrices(JsonFields? fields)
    {
        if (fields is null)
            return PriceTable.Example;
        var prices = new PriceTable
        {
            Region = Text("region"),
            Currency = Text("currency"),
            Source = Text("source"),
            Date = Text("date"),
            AlbHour = Price("albHour"),
            LcuHour = Price("lcuHour"),
            NlbHour = Price("nlbHour"),
            NlcuHour = Price("nlcuHour"),
            ClbHour = Price("clbHour"),
            ClbGigabyte = Price("clbGigabyte"),
            PublicIpv4Hour = Price("publicIpv4Hour"),
        };
        fields.RefuseOthers();
        return prices;

        string Text(string name)
        {
            fields.Require(name, "a text");
            return fields.Text(name) ?? "";
        }

        decimal Price(string name)
        {
            fields.Require(name, "a price an hour or a gigabyte");
            return fields.Decimal(name) ?? 0;
        }
    }

    private static ObjectTraffic ReadTrafficOf(JsonFields? fields)
    {
        if (fields is null)
            return new("", new());
        fields.Require("object", "a Service or Ingress, such as Service shop/web");
        fields.Require("traffic", "an object");
        var traffic = new ObjectTraffic(fields.Text("object") ?? "", ReadTraffic(fields.Object("traffic")));
        fields.RefuseOthers();
        return traffic;
    }

    private static Traffic ReadTraffic(JsonFields? fields)
    {
        var usual = new Traffic();
        if (fields is null)
            return usual;
        var traffic = new Traffic
        {
            NewConnectionsPerSecond = fields.Number("newConnectionsPerSecond") ?? usual.NewConnectionsPerSecond,
            ActiveConnections = fields.Number("activeConnections") ?? usual.ActiveConnections,
            GigabytesPerHour = fields.Number("gigabytesPerHour") ?? usual.GigabytesPerHour,
            RequestsPerSecond = fields.Number("requestsPerSecond") ?? usual.RequestsPerSecond,
        };
        fields.RefuseOthers();
        return traffic;
    }
}
