using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeApi.Questions;

/// <summary>The order in which options are shown: the same for the same seed, on any replica and in any release.</summary>
internal static class OptionOrder
{
    public static IReadOnlyList<Option> Arrange(Question question, int? seed)
    {
        var options = question.Options;
        var keyTellsOrder = question.Type is QuestionType.Order or QuestionType.Match;
        if (seed is null && !keyTellsOrder)
            return options;
        var arranged = options.OrderBy(option => Rank(question.Id, option.Id, seed ?? 0)).ToArray();
        // By chance the shuffle of a few items may give the key away.
        if (keyTellsOrder && arranged.Length > 1 && arranged.SequenceEqual(options))
            (arranged[0], arranged[^1]) = (arranged[^1], arranged[0]);
        return arranged;
    }

    private static ulong Rank(string questionId, string optionId, int seed)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{questionId}\n{optionId}\n{seed}"));
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
