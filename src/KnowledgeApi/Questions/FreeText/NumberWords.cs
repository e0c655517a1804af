namespace KnowledgeApi.Questions.FreeText;

/// <summary>Numbers, in digits or as words, as one spelling.</summary>
internal static class NumberWords
{
    private static readonly Dictionary<string, string> ByWord = new()
    {
        ["zero"] = "0",
        ["two"] = "2",
        ["three"] = "3",
        ["four"] = "4",
        ["five"] = "5",
        ["six"] = "6",
        ["seven"] = "7",
        ["eight"] = "8",
        ["nine"] = "9",
        ["ten"] = "10",
        ["eleven"] = "11",
        ["twelve"] = "12",
        ["fifteen"] = "15",
        ["twenty"] = "20",
        ["thirty"] = "30",
        ["forty"] = "40",
        ["fifty"] = "50",
        ["sixty"] = "60",
        ["ninety"] = "90",
        ["hundred"] = "100",
        ["thousand"] = "1000",
        ["twice"] = "2",
        ["half"] = "0.5",
    };

    /// <summary>Null where it is no number. One is left out: it is an article as often.</summary>
    public static string? Of(string word) =>
        ByWord.TryGetValue(word, out var number) ? number
        : word.Length < 12 && char.IsAsciiDigit(word[0]) && word.All(c => char.IsAsciiDigit(c) || c is '.' or '-')
            ? word
        : null;
}
