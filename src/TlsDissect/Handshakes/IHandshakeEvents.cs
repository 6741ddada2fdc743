using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>Effects of the handshakes on how a connection is read. The connection acts on them before the call returns.</summary>
internal interface IHandshakeEvents
{
    /// <summary>The direction of a role, as far as is known now.</summary>
    IDirectionView DirectionOf(Sender sender);

    /// <summary>Whether the start of a side's stream was captured.</summary>
    bool IsStartSeen(int side);

    /// <summary>Whether records of a side wait for keys.</summary>
    bool HasWaiting(int side);

    /// <summary>A hello shows that the client is the other side.</summary>
    void OnRolesTurned();

    /// <summary>The sender's next records are protected with keys of this handshake and epoch, which are not known yet.</summary>
    void OnKeysNext(Sender sender, Handshake handshake, Epoch epoch);

    /// <summary>The sender's next records are in the clear after all.</summary>
    void OnKeysTakenBack(Sender sender);

    /// <summary>The client sent a second hello: its early data is over, and its next records are in the clear.</summary>
    void OnHelloRepeated();

    /// <summary>The sender sent a KeyUpdate of TLS 1.3: its next record is under its next traffic secret (RFC 8446 §7.2).</summary>
    void OnKeyUpdate(Sender sender, Handshake handshake);

    /// <summary>A ticket was issued. A TLS 1.2 ticket is in the handshake, too.</summary>
    void OnTicket(Handshake handshake, NewSessionTicket ticket);

    /// <summary>A Finished is in the transcript. The keys of the sender have not changed yet.</summary>
    void OnFinished(Sender sender, Handshake handshake);

    /// <summary>The hellos read so far are discarded. The next record of each direction is read as its first.</summary>
    void OnBeginAgain();

    /// <summary>A decision depends on how much was captured so far. If the same records are read again later, it may differ.</summary>
    void OnUnrepeatable();
}
