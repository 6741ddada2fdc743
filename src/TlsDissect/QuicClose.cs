using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>The end of a QUIC connection by CONNECTION_CLOSE (RFC 9000 §19.19).</summary>
/// <param name="By">The side that sent it.</param>
/// <param name="ErrorCode">The error: of QUIC (§20.1), or of the application protocol.</param>
/// <param name="IsApplication">Whether the error is one of the application protocol.</param>
/// <param name="Packet">Number of the packet.</param>
public sealed record QuicClose(Sender By, ulong ErrorCode, bool IsApplication, long Packet)
{
    /// <summary>Name of the error, as in <c>NO_ERROR</c>; that of an application is not known: its number, as in <c>0x100</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The reason that its sender gives; empty if none.</summary>
    public string Reason { get; init; } = "";
}
