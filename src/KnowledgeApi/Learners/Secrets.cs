using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeApi.Learners;

/// <summary>What only its bearer knows; we keep hashes.</summary>
public static class Secrets
{
    /// <summary>What a learner's key starts with.</summary>
    public const string KeyPrefix = "kl_";

    // Enough that none is ever guessed nor made twice.
    private const int Bytes = 24;

    public static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string Hash(string secret) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
