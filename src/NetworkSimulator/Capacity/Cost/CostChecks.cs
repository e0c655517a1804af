using System.Collections.Immutable;
using System.Globalization;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Capacity.Cost;

/// <summary>Finds everything that is wrong with a plan.</summary>
internal sealed class CostChecks
{
    private const int MostZones = 6;
    private const decimal MostPrice = 1_000_000;
    private const double MostTraffic = 1e9;
    private const int MostObjects = 1_000;
    private const int LongestText = 200;

    private readonly List<PlanError> _problems = [];

    public static ImmutableArray<PlanError> Check(ClusterObjects? objects, CostPlan plan)
    {
        var checks = new CostChecks();
        checks.Prices(plan.Prices);
        // An ALB needs subnets in two zones.
        checks.Range("zones", plan.Zones, 2, MostZones);
        checks.Traffic("traffic", plan.Traffic);
        if (plan.TrafficOf.Length > MostObjects)
            checks.Add("trafficOf", $"The list has {plan.TrafficOf.Length} entries.", $"at most {MostObjects}");
        else
            checks.TrafficOf(objects, plan.TrafficOf);
        return [.. checks._problems];
    }

    private void Prices(PriceTable prices)
    {
        Price("albHour", prices.AlbHour);
        Price("lcuHour", prices.LcuHour);
        Price("nlbHour", prices.NlbHour);
        Price("nlcuHour", prices.NlcuHour);
        Price("clbHour", prices.ClbHour);
        Price("clbGigabyte", prices.ClbGigabyte);
        Price("publicIpv4Hour", prices.PublicIpv4Hour);
        Text("region", prices.Region);
        Text("currency", prices.Currency);
        Text("source", prices.Source);
        Text("date", prices.Date);
    }

    private void Price(string field, decimal price)
    {
        if (price is < 0 or > MostPrice)
            Add($"prices.{field}", $"{price} is out of range.", $"a number from 0 to {MostPrice}");
    }

    private void Text(string field, string text)
    {
        if (text.Length is 0 or > LongestText)
            Add($"prices.{field}", "The text is empty or too long.", $"1 to {LongestText} characters");
    }

    private void TrafficOf(ClusterObjects? objects, ImmutableArray<ObjectTraffic> items)
    {
        var known = objects is null ? null : Exposed(objects);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Length; i++)
        {
            Traffic($"trafficOf[{i}].traffic", items[i].Traffic);
            if (known?.Contains(items[i].Object) == false)
                Add(
                    $"trafficOf[{i}].object",
                    $"No LoadBalancer Service or Ingress is called '{Shown(items[i].Object)}'.",
                    known.Count == 0
                        ? "no entry, as there are none"
                        : string.Join(", ", known.Order(StringComparer.Ordinal).Take(5))
                );
            else if (!seen.Add(items[i].Object))
                Add(
                    $"trafficOf[{i}].object",
                    $"'{Shown(items[i].Object)}' is listed twice.",
                    "one entry for each object"
                );
        }
    }

    private static HashSet<string> Exposed(ClusterObjects objects) =>
        objects
            .Services.Where(service => service.Type == ServiceType.LoadBalancer)
            .Select(service => $"Service {service.Key}")
            .Concat(objects.Ingresses.Select(ingress => $"Ingress {ingress.Key}"))
            .ToHashSet(StringComparer.Ordinal);

    private void Traffic(string field, Traffic traffic)
    {
        Range($"{field}.newConnectionsPerSecond", traffic.NewConnectionsPerSecond, 0, MostTraffic);
        Range($"{field}.activeConnections", traffic.ActiveConnections, 0, MostTraffic);
        Range($"{field}.gigabytesPerHour", traffic.GigabytesPerHour, 0, MostTraffic);
        Range($"{field}.requestsPerSecond", traffic.RequestsPerSecond, 0, MostTraffic);
    }

    private void Range(string field, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            Add(field, $"{value} is out of range.", $"a number from {least} to {most}");
    }

    private void Add(string field, FormattableString message, FormattableString expected) =>
        _problems.Add(
            new(field, message.ToString(CultureInfo.InvariantCulture), expected.ToString(CultureInfo.InvariantCulture))
        );

    private void Add(string field, string message, string expected) => _problems.Add(new(field, message, expected));

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
