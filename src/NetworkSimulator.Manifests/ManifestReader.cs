using System.Globalization;
using System.Text;
using NetworkSimulator.Manifests.Completion;
using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Manifests.Text;

namespace NetworkSimulator.Manifests;

/// <summary>Reads Kubernetes manifests, YAML or JSON, into the complete objects of a cluster.</summary>
public static class ManifestReader
{
    /// <summary>
    /// Reads manifests: parses, validates as the API server does, fills in defaults, makes the Pods of workloads and
    /// allocates what addresses and ports are missing. The same text always gives the same objects.
    /// </summary>
    /// <param name="text">Documents as <c>kubectl apply</c> takes them or <c>kubectl get -o yaml</c> (or json) prints them.</param>
    /// <param name="limits">Limits on the submission; <see cref="ManifestLimits.Default"/> where null.</param>
    /// <param name="cancellationToken">Ends reading early.</param>
    /// <returns>The objects, or every error of the text at once. No text makes it throw.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ManifestResult Read(
        string text,
        ManifestLimits? limits = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        limits ??= ManifestLimits.Default;
        var errors = new ErrorList(limits.MaxErrors);
        if (IsTooLong(text, limits))
        {
            var most = limits.MaxBytes.ToString("N0", CultureInfo.InvariantCulture);
            errors.Add(0, 0, 0, "", $"The manifests are longer than {most} bytes.", $"at most {most} bytes");
            return new() { Errors = errors.ToImmutable() };
        }
        var draft = new ClusterDraft(limits);
        var objectReader = new ObjectReader(draft);
        DocumentText.Read(text, new(errors, limits), limits, objectReader.Read, cancellationToken);
        var objects = errors.IsEmpty ? ClusterCompletion.Complete(draft, errors) : null;
        return errors.IsEmpty
            ? new() { Objects = objects }
            : new() { Readable = ClusterCompletion.AsWritten(draft), Errors = errors.ToImmutable() };
    }

    private static bool IsTooLong(string text, ManifestLimits limits) =>
        text.Length > limits.MaxBytes
        || (text.Length > limits.MaxBytes / 3 && Encoding.UTF8.GetByteCount(text) > limits.MaxBytes);
}
