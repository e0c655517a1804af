using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnowledgeApi.Flashcards.Scheduling;

/// <summary>A wait while a card is learnt, written <c>10m</c>, <c>4h</c> or <c>1d</c>.</summary>
[JsonConverter(typeof(LearningStepConverter))]
public readonly record struct LearningStep(int Minutes)
{
    public const string Form = "1m, 4h, 2d or the like, up to 30d";
    public const int MinutesADay = 1_440;
    private const int Longest = 30 * MinutesADay;

    public static LearningStep? Parse(string text)
    {
        if (
            text.Length < 2
            || !int.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var n
            )
        )
            return null;
        var unit = text[^1] switch
        {
            'm' => 1,
            'h' => 60,
            'd' => MinutesADay,
            _ => 0,
        };
        return unit > 0 && n > 0 && n <= Longest / unit ? new(n * unit) : null;
    }

    public override string ToString() =>
        Minutes % MinutesADay == 0 ? $"{Minutes / MinutesADay}d"
        : Minutes % 60 == 0 ? $"{Minutes / 60}h"
        : $"{Minutes}m";
}

internal sealed class LearningStepConverter : JsonConverter<LearningStep>
{
    public override LearningStep Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LearningStep.Parse(reader.GetString() ?? "") ?? throw new JsonException($"A step is {LearningStep.Form}.");

    public override void Write(Utf8JsonWriter writer, LearningStep value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
