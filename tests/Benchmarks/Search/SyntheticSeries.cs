using System.Text;

namespace Benchmarks.Search;

/// <summary>Articles of made-up words, as often as words are in a language: a few everywhere, most of them rare.</summary>
public sealed class SyntheticSeries(int seed)
{
    private const int Vocabulary = 30_000;
    private const int SectionsAnArticle = 20;
    private static readonly string[] Syllables =
    [
        "ka",
        "re",
        "mi",
        "to",
        "lu",
        "sen",
        "dor",
        "pi",
        "va",
        "net",
        "gra",
        "bo",
    ];

    private readonly Random random = new(seed);
    private readonly string[] words = [.. Enumerable.Range(0, Vocabulary).Select(Word)];

    /// <summary>Writes articles with so many sections to a folder.</summary>
    public void Write(string folder, int sections)
    {
        for (var article = 0; article < sections / SectionsAnArticle; article++)
        {
            var text = new StringBuilder();
            for (var section = 0; section < SectionsAnArticle; section++)
            {
                text.Append("## ").Append(Sentence(3)).Append("\n\n");
                for (var paragraph = 0; paragraph < 4; paragraph++)
                    text.Append(Sentence(25)).Append(".\n\n");
            }
            File.WriteAllText(Path.Combine(folder, $"{article:0000}.md"), text.ToString());
        }
    }

    /// <summary>Two to eight words of a text; every tenth question holds a slip.</summary>
    public string Question(int number)
    {
        var asked = Sentence(2 + number % 7);
        return number % 10 == 0 ? asked.Insert(asked.Length - 1, "x") : asked;
    }

    private string Sentence(int length) => string.Join(' ', Enumerable.Range(0, length).Select(_ => words[Rank()]));

    // Zipf's law: the n-th word is 1/n as frequent as the first.
    private int Rank() => Math.Min(Vocabulary - 1, (int)Math.Exp(random.NextDouble() * Math.Log(Vocabulary)) - 1);

    private static string Word(int number)
    {
        var word = new StringBuilder();
        for (var rest = number + Syllables.Length; rest > 0; rest /= Syllables.Length)
            word.Append(Syllables[rest % Syllables.Length]);
        return word.ToString();
    }
}
