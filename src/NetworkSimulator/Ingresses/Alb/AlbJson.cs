using System.Text.Json;

namespace NetworkSimulator.Ingresses.Alb;

/// <summary>Reads the JSON of annotations as Go does, without regard to the case of names.</summary>
internal static class AlbJson
{
    /// <exception cref="KeyNotFoundException">There is no such property.</exception>
    public static JsonElement Property(JsonElement element, string name) =>
        Find(element, name) ?? throw new KeyNotFoundException(name);

    public static JsonElement? Find(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var property in element.EnumerateObject())
                if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
                    return property.Value;
        return null;
    }

    /// <summary>A string or number as text; null where the property is absent.</summary>
    public static string? Text(JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value
            ? value.ToString()
            : null;

    public static int? Number(JsonElement element, string name) =>
        int.TryParse(Text(element, name), out var number) ? number : null;
}
