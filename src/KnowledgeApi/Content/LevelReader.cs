namespace KnowledgeApi.Content;

/// <summary>The words that series use for their levels.</summary>
internal static class LevelReader
{
    public const string Expected = "junior, mid or senior";

    public static Level? Parse(string? text) =>
        text?.Trim().ToLowerInvariant() switch
        {
            "junior" or "beginner" or "basic" or "basics" or "easy" or "entry" or "introductory" or "100" or "101" =>
                Level.Junior,
            "mid" or "middle" or "medium" or "intermediate" or "regular" or "200" => Level.Mid,
            "senior" or "advanced" or "expert" or "hard" or "300" or "400" => Level.Senior,
            _ => null,
        };

    /// <summary>The level that a heading over a group of questions names, as in "Senior level".</summary>
    public static Level? InHeading(string heading) =>
        heading
            .Split([' ', '-', ':', ',', '(', ')', '/'], StringSplitOptions.RemoveEmptyEntries)
            .Select(Parse)
            .FirstOrDefault(level => level is not null);

    /// <summary>What a file says, else <paramref name="otherwise"/>; a word that means nothing is reported.</summary>
    public static Level Read(
        FrontMatter frontMatter,
        string file,
        Level otherwise,
        ICollection<ContentProblem> problems
    )
    {
        if (frontMatter.Node("level", "difficulty") is not { } node)
            return otherwise;
        if (Parse(frontMatter.String("level", "difficulty")) is { } level)
            return level;
        var line = frontMatter.Line(node);
        problems.Add(new(file, line, ProblemSeverity.Warning, $"The level is unknown; expected {Expected}."));
        return otherwise;
    }
}
