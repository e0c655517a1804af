namespace NetworkSimulator.Timelines;

/// <summary>What exactly went wrong; several reasons share a <see cref="FailureCause"/>, each has its own explanation.</summary>
internal enum FailureReason
{
    /// <summary>kube-proxy still sent connections to a Pod that was gone.</summary>
    PodGone,

    /// <summary>A look-up still gave the address of a Pod that was gone.</summary>
    PodAddressKept,

    /// <summary>A look-up still gave the Service's former cluster IP.</summary>
    ClusterIPKept,

    /// <summary>The process ended with the request in flight.</summary>
    Exited,

    /// <summary>A Pod was still chosen after it had closed its listener.</summary>
    ListenerClosed,

    /// <summary>The Service had no endpoint.</summary>
    NoEndpoint,

    /// <summary>A Pod was chosen before its application served.</summary>
    Starting,

    /// <summary>The application answered 503.</summary>
    Failing,

    /// <summary>A policy dropped a new connection.</summary>
    DeniedNew,

    /// <summary>A policy silenced an open connection.</summary>
    DeniedOpen,

    /// <summary>The name had no address.</summary>
    NoAddress,
}

internal static class FailureReasons
{
    public static readonly int Count = Enum.GetValues<FailureReason>().Length;

    public static FailureCause Cause(this FailureReason reason) =>
        reason switch
        {
            FailureReason.PodGone or FailureReason.PodAddressKept or FailureReason.ClusterIPKept =>
                FailureCause.StaleAddress,
            FailureReason.Exited => FailureCause.ConnectionReset,
            FailureReason.ListenerClosed or FailureReason.NoEndpoint => FailureCause.Refused,
            FailureReason.Starting or FailureReason.Failing => FailureCause.NotReady,
            FailureReason.DeniedNew or FailureReason.DeniedOpen => FailureCause.Denied,
            _ => FailureCause.Unresolved,
        };
}
