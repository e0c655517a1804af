using System.Text.Json.Serialization;

namespace KnowledgeApi.Content;

/// <summary>Something in the content folder that its author should mend; it never stops the rest from being served.</summary>
/// <param name="File">Path below the content folder, with <c>/</c>.</param>
/// <param name="Line">Counted from 1 in the file as the author sees it.</param>
/// <param name="Severity">An error left something out or moved it; a warning did neither.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
public sealed record ContentProblem(string File, int Line, ProblemSeverity Severity, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Message}";
}

[JsonConverter(typeof(JsonStringEnumConverter<ProblemSeverity>))]
public enum ProblemSeverity
{
    [JsonStringEnumMemberName("warning")]
    Warning,

    [JsonStringEnumMemberName("error")]
    Error,
}
