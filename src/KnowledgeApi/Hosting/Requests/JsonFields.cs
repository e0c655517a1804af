using System.Text.Json;
using KnowledgeApi.Hosting.Problems;
using NetworkSimulator;

namespace KnowledgeApi.Hosting.Requests;

/// <summary>
/// Reads a JSON object field by field and goes on after an error, so that a caller hears of all at once. An absent field
/// and null are the same; what comes back for a faulty one is as if it were absent.
/// </summary>
internal sealed class JsonFields
{
    readonly JsonElement element;
    readonly string path;
    readonly List<PlanError> errors;
    readonly List<string> known = [];

    JsonFields(JsonElement element, string path, List<PlanError> errors) =>
        (this.element, this.path, this.errors) = (element, path, errors);

    public static JsonFields? Of(JsonElement element, string path, List<PlanError> errors)
    {
        if (element.ValueKind == JsonValueKind.Object)
            return new(element, path, errors);
        errors.Add(new(path, $"This is {Kind(element)}.", "an object"));
        return null;
    }

    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public double? Number(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
            return number;
        Refuse(name, value, "a number");
        return null;
    }

    public decimal? Decimal(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number))
            return number;
        Refuse(name, value, "a number");
        return null;
    }

    public bool? Boolean(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Refuse(name, value, "true or false");
        return null;
    }

    public int? Integer(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
            return number;
        Refuse(name, value, "a whole number");
        return null;
    }

    public string? Text(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        Refuse(name, value, "a text");
        return null;
    }

    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && EnumNames<T>.Find(value.GetString()!) is { } choice)
            return choice;
        Refuse(name, value, $"one of {string.Join(", ", EnumNames<T>.All)}");
        return null;
    }

    public JsonFields? Object(string name) => Find(name) is { } value ? Of(value, PathOf(name), errors) : null;

    /// <summary>A list's objects, with null in the place of what is none, so that places stay true.</summary>
    /// <param name="most">A longer list is refused unread.</param>
    public IReadOnlyList<JsonFields?> Objects(string name, int most = int.MaxValue) =>
        [.. Items(name, most).Select((item, i) => Of(item, $"{PathOf(name)}[{i}]", errors))];

    /// <param name="most">A longer list is refused unread.</param>
    public IReadOnlyList<string> Texts(string name, int most = int.MaxValue)
    {
        var texts = new List<string>();
        foreach (var item in Items(name, most))
            if (item.ValueKind == JsonValueKind.String)
                texts.Add(item.GetString()!);
            else
                Refuse(name, item, "texts only");
        return texts;
    }

    public bool Has(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A field without which nothing can be done.</summary>
    public void Require(string name, string expected)
    {
        if (!Has(name))
            errors.Add(new(PathOf(name), "It is missing.", expected));
    }

    /// <summary>A misspelt field would otherwise change nothing, and nobody would know.</summary>
    public void RefuseOthers()
    {
        var expected = $"one of {string.Join(", ", known)}";
        foreach (var property in element.EnumerateObject())
            if (!known.Contains(property.Name))
                Refuse(Shown.Text(property.Name), "There is no such field here.", expected);
    }

    public void Refuse(string name, string message, string expected) =>
        errors.Add(new(PathOf(name), message, expected));

    /// <summary>A value of any kind.</summary>
    public JsonElement? Find(string name)
    {
        known.Add(name);
        return Has(name) ? element.GetProperty(name) : null;
    }

    JsonElement.ArrayEnumerator Items(string name, int most)
    {
        if (Find(name) is not { } value)
            return default;
        if (value.ValueKind != JsonValueKind.Array)
            Refuse(name, value, "a list");
        else if (value.GetArrayLength() > most)
            Refuse(name, $"The list has {value.GetArrayLength():N0} entries.", $"at most {most:N0}");
        else
            return value.EnumerateArray();
        return default;
    }

    public void Refuse(string name, JsonElement value, string expected) =>
        Refuse(name, $"This is {Kind(value)}.", expected);

    static string Kind(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => $"the text '{Shown.Text(value.GetString(), 40)}'",
            JsonValueKind.Number => Shown.Text(value.GetRawText(), 40),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => "null",
        };
}
