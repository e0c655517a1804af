using System.Collections.Immutable;
using System.Text.Json;
using KnowledgeApi.Hosting;
using KnowledgeApi.Simulations;

namespace KnowledgeApi.Scenarios;

/// <summary>Compares a result with what an author expects: only the fields named, lists without regard to order.</summary>
public static class Expectation
{
    private const double Tolerance = 0.011;

    /// <summary>A sentence for each field that differs; none where the result is as expected.</summary>
    public static ImmutableArray<string> Differences(JsonElement expect, SimulationResult result)
    {
        var actual = JsonSerializer.SerializeToElement(result, Json.Options);
        var differences = ImmutableArray.CreateBuilder<string>();
        foreach (var field in expect.EnumerateObject())
        {
            var got = actual.TryGetProperty(field.Name, out var value) ? value : default;
            if (!Equal(field.Name, field.Value, got))
                differences.Add($"{field.Name}: expected {field.Value.GetRawText()}, got {Shown(got)}");
        }
        return differences.ToImmutable();
    }

    private static bool Equal(string field, JsonElement want, JsonElement got) =>
        field switch
        {
            "weights" => SameShares(want, got),
            "request" => HasFields(want, got),
            "tls" => SameLegs(want, got),
            _ when want.ValueKind == JsonValueKind.Array => Sorted(want) == Sorted(got),
            _ => Text(want) == Text(got),
        };

    private static bool SameShares(JsonElement want, JsonElement got) =>
        got.ValueKind == JsonValueKind.Object
        && want.EnumerateObject().Count() == got.EnumerateObject().Count()
        && want.EnumerateObject()
            .All(share =>
                got.TryGetProperty(share.Name, out var actual)
                && Math.Abs(share.Value.GetDouble() - actual.GetDouble()) <= Tolerance
            );

    /// <summary>The protection of each leg, in their order.</summary>
    private static bool SameLegs(JsonElement want, JsonElement got) =>
        want.ValueKind == JsonValueKind.Array
        && got.ValueKind == JsonValueKind.Array
        && want.EnumerateArray()
            .Select(Text)
            .SequenceEqual(got.EnumerateArray().Select(leg => Text(leg.GetProperty("encryption"))));

    private static bool HasFields(JsonElement want, JsonElement got) =>
        got.ValueKind == JsonValueKind.Object
        && want.EnumerateObject()
            .All(field =>
                field.Value.ValueKind == JsonValueKind.Object
                    ? HasHeaders(field.Value, got, field.Name)
                    : Text(field.Value) == (got.TryGetProperty(field.Name, out var value) ? Text(value) : "")
            );

    private static bool HasHeaders(JsonElement want, JsonElement got, string name) =>
        got.TryGetProperty(name, out var headers)
        && want.EnumerateObject()
            .All(header =>
                headers
                    .EnumerateObject()
                    .Any(h =>
                        h.Name.Equals(header.Name, StringComparison.OrdinalIgnoreCase)
                        && Text(h.Value) == Text(header.Value)
                    )
            );

    private static string Sorted(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array
            ? string.Join('\n', list.EnumerateArray().Select(Text).Order(StringComparer.Ordinal))
            : "";

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "" : value.ToString();

    private static string Shown(JsonElement value) =>
        value.ValueKind == JsonValueKind.Undefined ? "nothing" : value.GetRawText();
}
