using System.Text.Json;
using NetworkSimulator;
using NetworkSimulator.Capacity;
using NetworkSimulator.Capacity.Cost;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Capacity;

/// <summary>What the planners find wrong, beside what was wrong with the JSON.</summary>
internal static class CapacityFaults
{
    /// <param name="path">Where the request stands in what it is part of.</param>
    /// <param name="known">What was found already: nothing is said twice of a field, nor of what is in it.</param>
    public static List<PlanError> Of(
        CapacityRequest request,
        ClusterObjects? objects,
        CapacityLimits limits,
        string path,
        IReadOnlyCollection<PlanError> known
    )
    {
        var faulty = known.Select(error => error.Field).ToHashSet(StringComparer.Ordinal);
        var found = new List<PlanError>();
        if (request.ToPlan(objects) is { } plan)
            found.AddRange(CapacityPlanner.Check(plan, limits).Select(error => At(error, path)));
        if (request.Cost is { } cost)
            found.AddRange(CostPlanner.Check(objects, cost).Select(error => At(error, Join(path, "cost"))));
        return [.. found.Where(error => !IsIn(error.Field, faulty))];
    }

    /// <summary>Everything wrong with a request that stands beside manifests, or without them, that aren't read yet.</summary>
    public static List<PlanError> Of(JsonElement json, CapacityLimits limits, string path, bool hasManifests)
    {
        var (request, faults) = CapacityRequestReader.Read(json, limits, path, hasManifests);
        return [.. faults, .. Of(request, null, limits, path, faults)];
    }

    private static bool IsIn(string field, HashSet<string> faulty)
    {
        if (faulty.Contains(field))
            return true;
        for (var i = 1; i < field.Length; i++)
            if (field[i] is '.' or '[' && faulty.Contains(field[..i]))
                return true;
        return false;
    }

    private static PlanError At(PlanError error, string path) => error with { Field = Join(path, error.Field) };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
