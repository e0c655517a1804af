namespace KnowledgeApi.Content;

/// <summary>What a file of the content folder is for, which its place decides.</summary>
internal enum FileKind
{
    Article,
    Quiz,
    Scenario,
    ScenarioPart,
    Glossary,
    Other,
}

internal static class FileKinds
{
    public static FileKind Of(string path)
    {
        var parts = path.Split('/');
        var (top, name) = (parts[0], parts[^1]);
        var markdown = name.EndsWith(".md", StringComparison.OrdinalIgnoreCase);
        return parts.Length switch
        {
            1 when name.Equals("glossary.md", StringComparison.OrdinalIgnoreCase) => FileKind.Glossary,
            > 1 when top == "quizzes" => markdown ? FileKind.Quiz : FileKind.Other,
            > 2 when top == "scenarios" => name == "scenario.md" ? FileKind.Scenario : FileKind.ScenarioPart,
            > 1 when top == "scenarios" => FileKind.Other,
            _ when markdown || name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) => FileKind.Article,
            _ => FileKind.Other,
        };
    }
}
