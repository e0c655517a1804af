namespace KnowledgeApi.Hosting.Mcp;

/// <summary>
/// How much of a model's context an answer may take: both of its forms together, since some clients show a model both.
/// </summary>
public static class Budget
{
    public const int Least = 200;
    public const int Usual = 4_000;
    public const int Largest = 10_000;

    public const string Description =
        "About how many tokens the answer may take; what does not fit is had with nextCursor.";

    public const string CursorDescription = "The nextCursor of the answer before; the other arguments stay the same.";

    // Of English text and JSON as models read them; they differ, so this is an estimate.
    public const int CharactersAToken = 4;

    public static int TokensOf(int characters) => (characters + CharactersAToken - 1) / CharactersAToken;
}
