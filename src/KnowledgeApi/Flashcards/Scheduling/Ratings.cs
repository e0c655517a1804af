using System.Globalization;
using System.Text.Json;
using KnowledgeApi.Hosting.Problems;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Flashcards.Scheduling;

internal static class Ratings
{
    public const string Form = "1 Again, 2 Hard, 3 Good or 4 Easy";

    public static Rating? Read(JsonFields fields)
    {
        fields.Require("rating", Form);
        if (fields.Find("rating") is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number is >= 1 and <= 4)
            return (Rating)number;
        fields.Refuse("rating", value, Form);
        return null;
    }
}

internal static class ReviewTimes
{
    public const string Form = "a time such as 2026-05-15T23:52:04Z";

    // Intervals reach a hundred years beyond a review.
    private const int FirstYear = 1970;
    private const int LastYear = 9_000;

    public static DateTimeOffset? Read(JsonFields fields, string name)
    {
        if (fields.Text(name) is not { } text)
            return null;
        if (
            DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time
            ) && time.Year is >= FirstYear and <= LastYear
        )
            return time;
        fields.Refuse(name, $"'{Shown.Text(text, 40)}' is no time from {FirstYear} to {LastYear}.", Form);
        return null;
    }
}
