using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeApi.Flashcards.Scheduling;

/// <summary>Spreads an interval over the days around it; the same seed, review and card give the same day again.</summary>
public static class IntervalFuzz
{
    private static readonly (double From, double To, double Share)[] Spread =
    [
        (2.5, 7, 0.15),
        (7, 20, 0.1),
        (20, double.PositiveInfinity, 0.05),
    ];

    /// <summary>The days that an interval may become; null for one too short to be spread.</summary>
    public static (int Least, int Most)? Range(double interval, int elapsedDays, int maximumInterval)
    {
        if (interval < 2.5)
            return null;
        var delta = 1.0;
        foreach (var (from, to, share) in Spread)
            delta += share * Math.Max(Math.Min(interval, to) - from, 0);
        interval = Math.Min(interval, maximumInterval);
        var least = Math.Max(2, (int)Math.Round(interval - delta, MidpointRounding.AwayFromZero));
        var most = Math.Min((int)Math.Round(interval + delta, MidpointRounding.AwayFromZero), maximumInterval);
        if (interval > elapsedDays)
            least = Math.Max(least, elapsedDays + 1);
        return (Math.Min(least, most), most);
    }

    /// <summary>0 to 1: one draw for all four answers of a review, so that a better answer never comes sooner.</summary>
    public static double Draw(string seed, DateTimeOffset at, int reps)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{seed}\n{at.ToUnixTimeMilliseconds()}\n{reps}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0);
    }
}
