using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>What was tried for one direction.</summary>
internal sealed class DirectionMemory
{
    /// <summary>Number of records that a secret may fail at before it counts as wrong, if nothing was lost.</summary>
    private const int MaxFailedTrials = 16;

    private (int KeyChanges, int Records) _failed;

    /// <summary>How far the key log was gone through where hellos are missing, to each depth; <c>null</c> where it was not.</summary>
    public KeyLogCursor[]? Places { get; set; }

    /// <summary>What was tried of the client random's own secrets: when, the state of the keys, how many there were, and to which depth.</summary>
    public (Epoch Epoch, int Version, int Count, int Levels) Tried { get; set; }

    /// <summary>How many secrets were tried for a hello that may be inside the one that is seen.</summary>
    public int InnerTried { get; set; }

    /// <summary>
    /// Whether a secret that does not decrypt this record is tried on the next. A key log's secret for a client random is usually right, and the record damaged or not
    /// the first. A wrong secret fails at <see cref="MaxFailedTrials"/> records.
    /// </summary>
    public bool IsWorthTheNextRecord(in SecretQuestion question)
    {
        if (question.Epoch == Epoch.EarlyData) return true;
        if (_failed.KeyChanges != question.KeyChanges) _failed = (question.KeyChanges, 0);
        if (question.Lost is not null && _failed.Records == 0) return true;
        return ++_failed.Records <= MaxFailedTrials;
    }
}
