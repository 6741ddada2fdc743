using TlsDissect.Connections;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>
/// What a connection of which hellos are not in the capture adds to its state: how far it may be searched for in the key log, and what is known once its secret is
/// found.
/// </summary>
internal sealed class MissingHellos(TlsConnection connection, DissectorContext context)
{
    /// <summary>A sequence number is searched with as many records: one alone rules out all but one of 64 wrong ones.</summary>
    public const int EnoughRecords = 4;

    /// <summary>What a client sends before all is read that its server sent before.</summary>
    public const int ManyRecords = 16;

    /// <summary>Bounds the search.</summary>
    public SearchBudget Budget { get; } = new(context.Options.MaxTrialBytes, context.SharedTrials);

    /// <summary>Whether the sender's own hello was seen: its records are counted from there.</summary>
    public bool HasOwnHello(Direction direction) => (direction.Handshake ?? connection.Handshakes().Current) is Handshake handshake &&
        (connection.SenderOf(direction) == Sender.Client ? handshake.ClientHello is not null : handshake.ServerHello is not null || handshake.Retried);

    /// <summary>Whether a hello is missing that the direction's keys are found without.</summary>
    public bool IsOne(Direction direction) => !HasOwnHello(direction) || connection.Handshakes().Current is { ServerHello: null };

    /// <summary>Whether enough records wait to tell a sequence number by, or no more will.</summary>
    public bool HasEnough(Direction direction) => connection.IsEnding || connection.Waiting?.CountOf(direction.Side) >= EnoughRecords;

    /// <summary>Whether so many wait, or no more will, that a hello of the other side must be missing.</summary>
    public bool HasMany(Direction direction) => connection.IsEnding || connection.Waiting?.CountOf(direction.Side) >= ManyRecords;

    /// <summary>What waits behind a direction's first record, without a gap; a few.</summary>
    public IReadOnlyList<WaitingRecords.HeldRecord> Following(Direction direction) => connection.Waiting?.Following(direction.Side, EnoughRecords - 1) ?? [];

    /// <summary>A logged secret opened a record: now it is known whose it is, which secrets are the connection's, and which suite it has.</summary>
    public void OnFound(Direction direction, in LoggedSecret logged, CipherSuite suite)
    {
        (direction.Epoch, Sender sender) = Tls13KeySearch.EpochOf(logged.Label);
        connection.SetRole(direction, sender);
        Handshake handshake = direction.Handshake ??= connection.Handshakes().HandshakeOf(sender);
        handshake.OnFoundByTrial(logged.ClientRandom, direction.Epoch == Tls13Epoch.EarlyData ? null : suite);
        connection.Report().OnFoundByTrial(handshake);
        connection.Report().OnTrafficSecretVerified(handshake, logged.Label, TrafficSecret.From(logged.Entry), logged.Generation);
        if (direction.Epoch == Tls13Epoch.Application) connection.OnFinishedLost(direction, handshake);
    }

    /// <summary>The connection is over.</summary>
    public void Complete()
    {
        if (connection.Handshakes().Current is { HasInnerHello: true })
            connection.Report().Note("the client's true hello is encrypted inside the one that is seen (Encrypted Client Hello); without it, Finished and signatures cannot be checked");
        if (Budget.RanOut) connection.Report().Note($"not all secrets of the key log were tried to find this connection's: --max-trials of {context.Options.MaxTrialBytes} bytes is used up");
    }
}
