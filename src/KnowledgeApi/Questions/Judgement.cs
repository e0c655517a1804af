using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Questions;

[JsonConverter(typeof(JsonStringEnumConverter<PointVerdict>))]
public enum PointVerdict
{
    [JsonStringEnumMemberName("met")]
    Met,

    [JsonStringEnumMemberName("missing")]
    Missing,

    [JsonStringEnumMemberName("contradicted")]
    Contradicted,
}

/// <summary>What a reader of an undecided answer, the learner or a model, found of each point of its rubric.</summary>
public sealed class Judgement
{
    private readonly Dictionary<string, string?> verdicts;

    private Judgement(Dictionary<string, string?> verdicts) => this.verdicts = verdicts;

    /// <summary>Reads <c>{"k1": "met", "k2": "missing"}</c>; nothing where nothing was sent.</summary>
    public static Outcome<Judgement> Read(JsonElement? sent)
    {
        var verdicts = new Dictionary<string, string?>();
        if (sent is not { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } element)
            return new Judgement(verdicts);
        if (element.ValueKind != JsonValueKind.Object || !JsonTexts.AreReadable(element))
            return AnswerDesk.Refused(Invalid("The judgement is no object.", []));
        foreach (var point in element.EnumerateObject())
            verdicts[point.Name] = point.Value.ValueKind == JsonValueKind.String ? point.Value.GetString() : null;
        return new Judgement(verdicts);
    }

    public bool IsGiven => verdicts.Count > 0;

    /// <summary>A point that was not judged is missing.</summary>
    public PointVerdict Of(string id) =>
        verdicts.GetValueOrDefault(id) is { } verdict
            ? EnumNames<PointVerdict>.Find(verdict)!.Value
            : PointVerdict.Missing;

    internal InvalidAnswer? Fault(ImmutableArray<string> points)
    {
        foreach (var (id, verdict) in verdicts)
        {
            if (!points.Contains(id))
                return Invalid(
                    $"The judgement names the point \"{Hosting.Problems.Shown.Text(id)}\", which the rubric does not hold.",
                    points
                );
            if (verdict is null || EnumNames<PointVerdict>.Find(verdict) is null)
                return Invalid($"The judgement of \"{id}\" is none.", [.. EnumNames<PointVerdict>.All]);
        }
        return null;
    }

    private static InvalidAnswer Invalid(string message, ImmutableArray<string> allowed) =>
        new(message, "for each point of the rubric met, missing or contradicted: {\"k1\": \"met\"}", allowed)
        {
            Field = "judgement",
        };
}
