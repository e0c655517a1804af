namespace KnowledgeApi.Questions.FreeText;

/// <summary>Words that turn a statement into its opposite.</summary>
internal static class Negation
{
    private static readonly HashSet<string> All =
    [
        "not",
        "no",
        "never",
        "none",
        "without",
        "neither",
        "nor",
        "nobody",
        "nothing",
        "nowhere",
        "unable",
        "hardly",
    ];

    public static bool Is(string word) => All.Contains(word);

    // Two make no affirmation: "it does not start and does not stop" denies both.
    public static bool Stands(IReadOnlyList<Token> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
            if (Is(tokens[i].Spelling) && !IsOnly(tokens, i + 1))
                return true;
        return false;
    }

    // "Not only" adds.
    private static bool IsOnly(IReadOnlyList<Token> tokens, int at) =>
        at < tokens.Count && tokens[at].Spelling is "only" or "just";
}
