using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Hosting;

/// <summary>
/// Refuses bodies over the endpoint's limit, chunked ones too. The server's own limit closes the connection while the
/// caller still sends, so that many clients never see the answer; this one lets the server read the rest away.
/// </summary>
public sealed class BodyLimit(RequestDelegate next, IOptions<LimitOptions> options)
{
    private readonly long always = Math.Min(options.Value.RequestBody, options.Value.SimulationBody);

    public Task InvokeAsync(HttpContext context)
    {
        // The server itself holds a body to the length that was stated.
        if (
            !(context.Request.ContentLength <= always)
            && context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false }
        )
            context.Request.Body = new LimitedBody(context, options.Value);
        return next(context);
    }

    public static long Of(HttpContext context, LimitOptions limits) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ManifestBody>() is null
            ? limits.RequestBody
            : limits.SimulationBody;
}

/// <summary>Marks an endpoint whose body carries manifests and may be as large as they may.</summary>
public sealed class ManifestBody;

sealed class LimitedBody(HttpContext context, LimitOptions limits) : Stream
{
    private readonly Stream body = context.Request.Body;
    private long read;

    // Asked at the first read: the endpoint, which may have its own limit, is not known before.
    private long? limit;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        limit ??= BodyLimit.Of(context, limits);
        if (context.Request.ContentLength > limit)
            throw TooLarge();
        var count = await body.ReadAsync(buffer, cancellationToken);
        read += count;
        return read > limit ? throw TooLarge() : count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    private BadHttpRequestException TooLarge() =>
        new($"The body is larger than the {limit:N0} bytes allowed here.", StatusCodes.Status413PayloadTooLarge);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush() { }
}
