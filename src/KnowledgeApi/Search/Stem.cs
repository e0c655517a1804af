namespace KnowledgeApi.Search;

/// <summary>The stem of an English word after Porter (1980), so that "scheduler" and "scheduling" are seen to belong together.</summary>
public static class Stem
{
    private static readonly (string Ending, string By)[] Second =
    [
        ("ational", "ate"),
        ("tional", "tion"),
        ("enci", "ence"),
        ("anci", "ance"),
        ("izer", "ize"),
        ("abli", "able"),
        ("alli", "al"),
        ("entli", "ent"),
        ("eli", "e"),
        ("ousli", "ous"),
        ("ization", "ize"),
        ("ation", "ate"),
        ("ator", "ate"),
        ("alism", "al"),
        ("iveness", "ive"),
        ("fulness", "ful"),
        ("ousness", "ous"),
        ("aliti", "al"),
        ("iviti", "ive"),
        ("biliti", "ble"),
    ];

    private static readonly (string Ending, string By)[] Third =
    [
        ("icate", "ic"),
        ("ative", ""),
        ("alize", "al"),
        ("iciti", "ic"),
        ("ical", "ic"),
        ("ful", ""),
        ("ness", ""),
    ];

    private static readonly string[] Fourth =
    [
        "ement",
        "ance",
        "ence",
        "able",
        "ible",
        "ment",
        "ant",
        "ent",
        "ism",
        "ate",
        "iti",
        "ous",
        "ive",
        "ize",
        "al",
        "er",
        "ic",
        "ou",
    ];

    /// <param name="word">In lower case.</param>
    public static string Of(string word)
    {
        if (word.Length < 4 || !word.All(char.IsAsciiLetterLower))
            return word;
        word = Plural(word);
        word = PastOrContinuous(word);
        if (word.EndsWith('y') && HasVowel(word[..^1]))
            word = $"{word[..^1]}i";
        word = Replaced(Replaced(word, Second), Third);
        word = Stripped(word);
        return WithoutLastE(word);
    }

    private static string Plural(string word) =>
        Ends(word, "sses") || Ends(word, "ies") ? word[..^2]
        : Ends(word, "ss") || !Ends(word, "s") ? word
        : word[..^1];

    private static string PastOrContinuous(string word)
    {
        if (Ends(word, "eed"))
            return Measure(word[..^3]) > 0 ? word[..^1] : word;
        var cut =
            Ends(word, "ed") && HasVowel(word[..^2]) ? word[..^2]
            : Ends(word, "ing") && HasVowel(word[..^3]) ? word[..^3]
            : null;
        if (cut is null)
            return word;
        if (Ends(cut, "at") || Ends(cut, "bl") || Ends(cut, "iz"))
            return $"{cut}e";
        if (cut.Length > 1 && cut[^1] == cut[^2] && !IsVowel(cut, cut.Length - 1) && cut[^1] is not ('l' or 's' or 'z'))
            return cut[..^1];
        return Measure(cut) == 1 && EndsShort(cut) ? $"{cut}e" : cut;
    }

    private static string Replaced(string word, (string Ending, string By)[] rules)
    {
        foreach (var (ending, by) in rules)
            if (Ends(word, ending))
                return Measure(word[..^ending.Length]) > 0
                    ? $"{word.AsSpan(0, word.Length - ending.Length)}{by}"
                    : word;
        return word;
    }

    private static string Stripped(string word)
    {
        if (Ends(word, "ion") && word.Length > 3 && word[^4] is 's' or 't')
            return Measure(word[..^3]) > 1 ? word[..^3] : word;
        foreach (var ending in Fourth)
            if (Ends(word, ending))
                return Measure(word[..^ending.Length]) > 1 ? word[..^ending.Length] : word;
        return word;
    }

    private static string WithoutLastE(string word)
    {
        if (Ends(word, "e") && (Measure(word[..^1]) > 1 || (Measure(word[..^1]) == 1 && !EndsShort(word[..^1]))))
            word = word[..^1];
        return Ends(word, "ll") && Measure(word) > 1 ? word[..^1] : word;
    }

    private static bool Ends(string word, string ending) =>
        word.Length > ending.Length && word.EndsWith(ending, StringComparison.Ordinal);

    private static bool IsVowel(string word, int at) =>
        word[at] is 'a' or 'e' or 'i' or 'o' or 'u' || (word[at] == 'y' && at > 0 && !IsVowel(word, at - 1));

    private static bool HasVowel(string word)
    {
        for (var i = 0; i < word.Length; i++)
            if (IsVowel(word, i))
                return true;
        return false;
    }

    // How often vowels are followed by consonants.
    private static int Measure(string word)
    {
        var count = 0;
        for (var i = 1; i < word.Length; i++)
            if (!IsVowel(word, i) && IsVowel(word, i - 1))
                count++;
        return count;
    }

    private static bool EndsShort(string word) =>
        word.Length > 2
        && !IsVowel(word, word.Length - 1)
        && IsVowel(word, word.Length - 2)
        && !IsVowel(word, word.Length - 3)
        && word[^1] is not ('w' or 'x' or 'y');
}
