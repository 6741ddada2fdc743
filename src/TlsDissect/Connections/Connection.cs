using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Secrets;
using TlsDissect.Transport;

namespace TlsDissect.Connections;

/// <summary>
/// What connections over streams and over datagrams share: two directions with roles, and what they do with secrets that were found.
/// </summary>
/// <param name="context">Shared by all connections of the dissector.</param>
/// <param name="flow">What carries the connection.</param>
internal abstract class Connection(DissectorContext context, Flow flow)
{
    /// <summary>Shared by all connections of the dissector.</summary>
    protected DissectorContext Context { get; } = context;

    /// <summary>What carries the connection.</summary>
    protected Flow Flow { get; } = flow;

    /// <summary>The side of <see cref="Flow"/> that the TLS client is, as far as hellos have shown.</summary>
    protected int ClientSide { get; set; }

    /// <summary>The report, created when it is first needed.</summary>
    internal abstract ConnectionReport Report();

    /// <summary>The handshakes.</summary>
    internal abstract HandshakeTracker Handshakes();

    /// <summary>Finds secrets.</summary>
    protected abstract SecretFinder Secrets { get; }

    /// <summary>Both directions, by the side that sends.</summary>
    protected abstract Direction[] Directions { get; }

    /// <summary>Notes that nothing decrypts the present records of a direction, so that a later key may.</summary>
    protected abstract void OnUndecryptable(Direction direction);

    internal ConnectionSummary Summary => Report().Summary;

    protected Direction DirectionOf(Sender sender) => Directions[sender == Sender.Client ? ClientSide : 1 - ClientSide];

    public void OnRolesTurned()
    {
        ClientSide = 1 - ClientSide;
        foreach (Direction direction in Directions) direction.TurnRole();
        Report().SetEndpoints(ClientSide);
        Report().ExchangeSides();
    }

    public void OnHelloRepeated() => DirectionOf(Sender.Client).RepeatHello();

    public void OnTicket(Handshake handshake, NewSessionTicket ticket)
    {
        Secrets.OnTicket(Summary.Client, Summary.Server, handshake, ticket);
        if (!handshake.IsTls13 && handshake.Secret is not null) Report().OnSession(handshake);
    }

    public void OnFinished(Sender sender, Handshake handshake)
    {
        if (sender == Sender.Client) Secrets.OnClientFinished(Summary.Client, Summary.Server, handshake);
    }

    /// <summary>Decrypts the next records of a direction with the keys found.</summary>
    internal void Protect(Direction direction, FoundKeys found)
    {
        if (found.Trial is FoundByTrial trial)
        {
            if (direction.Sender != trial.Sender) OnRolesTurned();
            direction.BelongTo(direction.Handshake ?? Handshakes().HandshakeOf(trial.Sender));
            direction.Handshake!.OnFoundByTrial(trial.ClientRandom, trial.Suite, trial.Version);
            Report().OnFoundByTrial(direction.Handshake);
        }

        Handshake handshake = direction.Handshake!;
        if (found.Master is SessionSecret master) OnSecretVerified(handshake, master);
        if (found.Given is TrafficSecret given)
            Report().OnTrafficSecretVerified(handshake, TrafficSecret.LabelOf(found.Epoch, direction.Sender), given);
        if (found.IsFinishedLost) Handshakes().MarkFinished(handshake, direction.Sender);
        direction.Protect(found);
        if (handshake.CipherSuite?.Cipher == BulkCipher.Null) Report().OnIntegrity(isVerified: true);
    }

    /// <summary>Notes that nothing decrypts a direction. A later key may.</summary>
    internal void GiveUp(Direction direction, DecryptionReason reason)
    {
        if (TryReadUnchecked(direction, reason)) return;
        direction.GiveUp(reason);
        if (Context.Keys.MayGrow) OnUndecryptable(direction);
    }

    /// <summary>Reads a direction without a key if its cipher is NULL.</summary>
    internal virtual bool TryReadUnchecked(Direction direction, DecryptionReason reason)
    {
        if (direction.Handshake?.Protection is not RecordProtection protection ||
            RecordDecryptorFactory.CreateUnchecked(protection) is not RecordDecryptor decryptor) return false;
        direction.ReadUnchecked(decryptor, reason);
        Report().OnIntegrity(isVerified: false);
        return true;
    }

    /// <summary>Whether an exception is an internal error of the connection, and not one of the sink.</summary>
    public bool IsFault(Exception exception) => exception is not OutOfMemoryException && !Context.Sink.Threw(exception);

    /// <summary>Notes that a master secret decrypted a record, and so is the right one.</summary>
    private void OnSecretVerified(Handshake handshake, SessionSecret secret)
    {
        // Nothing but a sink needs what it was derived from.
        handshake.Secret = secret.Derivation is null ? secret : secret with { Derivation = null };
        VerifiedSecret verified =
            new(KeyLogLabel.ClientRandom, handshake.ClientRandom!.Value.Span, secret.Master, secret.Source, secret.KeyName, Flow.Last)
            { Derivation = secret.Derivation };
        Report().OnSecretVerified(verified, secret.Note);
        Context.Sessions.Remember(Summary.Client, Summary.Server, handshake);
        Report().OnSession(handshake);
        foreach (Direction direction in Directions) direction.Reconsider(handshake);
    }
}
