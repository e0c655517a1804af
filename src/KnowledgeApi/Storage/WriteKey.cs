using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Learners;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Storage;

/// <summary>
/// An <c>Idempotency-Key</c>: the same write under it counts once and is answered alike. Replies are kept for a day, readable
/// only with the key itself, since some carry a secret that is shown once.
/// </summary>
public sealed class WriteKey
{
    public const string Header = "Idempotency-Key";
    private const int Longest = 200;

    // Whoever is no learner yet is told apart from others by the key alone.
    private const int ShortestUnguessable = 16;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private static readonly JsonSerializerOptions Reading = new(Json.Options)
    {
        RespectNullableAnnotations = false,
        RespectRequiredConstructorParameters = false,
    };

    private readonly byte[] cipherKey;

    private WriteKey(string key, string request)
    {
        KeyHash = Secrets.Hash(key);
        RequestHash = Secrets.Hash(request);
        cipherKey = HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            Encoding.UTF8.GetBytes(key),
            32,
            info: "reply"u8.ToArray()
        );
    }

    public string KeyHash { get; }

    public string RequestHash { get; }

    /// <summary>The request's key, null where it has none.</summary>
    /// <param name="unguessable">Whether the key has to tell callers apart.</param>
    public static Outcome<SentKey> Of(HttpRequest request, JsonElement? body, bool unguessable)
    {
        if (request.Headers[Header] is not [{ Length: > 0 } key])
            return new SentKey(null);
        var least = unguessable ? ShortestUnguessable : 1;
        if (key.Length < least || key.Length > Longest || key.Any(c => c is < '!' or > '~'))
            return Fault.BadArgument(
                Header,
                key,
                $"{least} to {Longest} visible ASCII characters, a new UUID for each write"
            );
        return new SentKey(new(key, $"{request.Method} {request.Path} {Text(body)}"));
    }

    private static string? Text(JsonElement? body) =>
        body is { ValueKind: not JsonValueKind.Undefined } json ? json.GetRawText() : null;

    /// <summary>What the write answered; null where it was not made yet.</summary>
    public async Task<Outcome<T>?> FindReplyAsync<T>(
        LearnerDbContext context,
        string scope,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var row = await context.IdempotencyKeys.FirstOrDefaultAsync(
            k => k.Scope == scope && k.KeyHash == KeyHash && k.ExpiresAt > now,
            cancellationToken
        );
        if (row is null)
            return null;
        return Reply<T>(row.RequestHash, row.Response);
    }

    public Outcome<T> Reply<T>(string requestHash, string response)
        where T : class =>
        requestHash == RequestHash
            ? JsonSerializer.Deserialize<T>(Decrypt(response), Reading)!
            : new Fault(
                StatusCodes.Status422UnprocessableEntity,
                $"This {Header} was used for another request. Send the same request again, or a new key."
            );

    public IdempotencyRow Row<T>(string scope, T reply, DateTimeOffset now) =>
        new()
        {
            Scope = scope,
            KeyHash = KeyHash,
            RequestHash = RequestHash,
            Response = Encrypt(JsonSerializer.SerializeToUtf8Bytes(reply, Json.Options)),
            ExpiresAt = now + Kept,
        };

    private string Encrypt(byte[] text)
    {
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        var sealedText = new byte[nonce + tag + text.Length];
        RandomNumberGenerator.Fill(sealedText.AsSpan(0, nonce));
        using var aes = new AesGcm(cipherKey, tag);
        aes.Encrypt(sealedText.AsSpan(0, nonce), text, sealedText.AsSpan(nonce + tag), sealedText.AsSpan(nonce, tag));
        return Convert.ToBase64String(sealedText);
    }

    private byte[] Decrypt(string response)
    {
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        var sealedText = Convert.FromBase64String(response);
        var text = new byte[sealedText.Length - nonce - tag];
        using var aes = new AesGcm(cipherKey, tag);
        aes.Decrypt(sealedText.AsSpan(0, nonce), sealedText.AsSpan(nonce + tag), sealedText.AsSpan(nonce, tag), text);
        return text;
    }
}

/// <summary>The key that came with a request, if any did.</summary>
public sealed record SentKey(WriteKey? Key);
