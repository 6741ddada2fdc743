namespace TlsDissect.Protocol;

/// <summary>TLS alert (IANA registry). Open.</summary>
public enum AlertDescription : byte
{
    /// <summary>close_notify.</summary>
    CloseNotify = 0,
}
