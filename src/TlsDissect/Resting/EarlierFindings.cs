using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Resting;

/// <summary>
/// Findings on a connection that its archive cannot restore. They depended on keys that may have changed, took time, or were only counted.
/// </summary>
/// <param name="Side0">The direction of side 0.</param>
/// <param name="Side1">The direction of side 1.</param>
internal sealed record EarlierFindings(DirectionFindings Side0, DirectionFindings Side1)
{
    /// <summary>Whether the client's signature verified; <c>null</c> if it was not checked.</summary>
    public bool? ClientAuthenticated { get; init; }

    /// <summary>Whether the server's signature verified; <c>null</c> if it was not checked.</summary>
    public bool? ServerAuthenticated { get; init; }

    /// <summary>Whether there was any secret to try, and one that must belong to this connection.</summary>
    public (bool Any, bool Certain) Candidates { get; init; }

    /// <summary>What TLS 1.3 records revealed without decryption.</summary>
    public HiddenFlights Flights { get; init; }

    /// <summary>Moments that the archive does not have.</summary>
    public Milestones Milestones { get; init; }

    /// <summary>Whether records that waited for a key were released to make room for others.</summary>
    public bool KeyCameTooLate { get; init; }

    /// <summary>The client random, which identifies secrets in a key log.</summary>
    public ReadOnlyMemory<byte>? ClientRandom { get; init; }

    /// <summary>The summary's notes; <c>null</c> if there are none.</summary>
    public string[]? Notes { get; init; }

    /// <summary>Why nothing decrypts a direction.</summary>
    public DecryptionReason ReasonOf(int side) => side == 0 ? Side0.Reason : Side1.Reason;

    /// <summary>Whether the signature of a side verified.</summary>
    public bool? Authenticated(Sender sender) => sender == Sender.Client ? ClientAuthenticated : ServerAuthenticated;
}

/// <summary>The findings of one direction.</summary>
/// <param name="Reason">Why nothing decrypts it.</param>
/// <param name="Undecrypted">Number of records that were not decrypted.</param>
/// <param name="Records">Number of application data records.</param>
/// <param name="CiphertextBytes">Their size in bytes.</param>
/// <param name="Lost">The loss since the last record that was decrypted.</param>
internal readonly record struct DirectionFindings(DecryptionReason Reason, long Undecrypted, long Records, long CiphertextBytes,
    LostRecords? Lost);
