using System.Globalization;
using KnowledgeApi.Hosting.Problems;

namespace KnowledgeApi.Hosting.Requests;

/// <summary>Reads query values and collects every fault in them, so that a caller mends all at once.</summary>
public sealed class Arguments
{
    public const int UsualLimit = 20;
    public const int LargestLimit = 100;
    public const int LongestText = 2_000;

    private readonly List<ArgumentError> errors = [];

    public Fault? Fault =>
        errors.Count == 0
            ? null
            : new Fault(
                StatusCodes.Status400BadRequest,
                string.Join(' ', errors.Select(error => error.Message)),
                Errors: errors
            );

    public int Limit(string? text) =>
        string.IsNullOrEmpty(text) ? UsualLimit : Integer("limit", text, 1, LargestLimit) ?? UsualLimit;

    public int? Seed(string? text) => Integer("seed", text, int.MinValue, int.MaxValue);

    public int? Integer(string name, string? text, int least, int most)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
            return number;
        Refuse(name, text, $"a whole number from {least} to {most}");
        return null;
    }

    public T? Choice<T>(string name, string? text)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (EnumNames<T>.Find(text) is { } value)
            return value;
        Refuse(name, text, $"one of {string.Join(", ", EnumNames<T>.All)}");
        return null;
    }

    /// <summary>A name out of what the content holds; its case does not count.</summary>
    public string? Known(string name, string? text, IEnumerable<string> known)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var names = known as IReadOnlyCollection<string> ?? [.. known];
        if (names.FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found)
            return found;
        var listed = string.Join(", ", names.Take(40)) + (names.Count > 40 ? ", …" : "");
        Refuse(name, text, names.Count == 0 ? "nothing: the content names none" : $"one of {listed}");
        return null;
    }

    /// <summary>Words that must be there.</summary>
    public string Words(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            Refuse(name, text ?? "", "some words");
        else if (text.Length > LongestText)
            Refuse(name, text, $"at most {LongestText:N0} characters; these are {text.Length:N0}");
        return text ?? "";
    }

    public void Refuse(string name, string? value, string allowed) =>
        errors.Add(new(name, Shown.Text(value), allowed, $"'{name}' is '{Shown.Text(value)}'; allowed: {allowed}."));
}

public sealed record ArgumentError(string Parameter, string Value, string Allowed, string Message);
