using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>
/// Receives what the dissector finds. All calls come from the dissector's own thread. A connection's calls come in the order of its
/// events; <see cref="OnEnd"/> is the last.
/// </summary>
public interface IConnectionSink
{
    /// <summary>
    /// Whether <see cref="OnApplicationData"/> is wanted for this connection; asked once per connection when its first protected
    /// data comes. Without it, data is still authenticated and counted.
    /// </summary>
    bool WantsApplicationData(ConnectionSummary connection);

    /// <summary>
    /// Whether <see cref="OnCleartext"/> is wanted; asked once per connection when it begins. What is wanted is kept, within
    /// <see cref="DissectorOptions.MaxCleartextBytes"/>.
    /// </summary>
    bool WantsCleartext => false;

    /// <summary>
    /// What was said before TLS, as before STARTTLS: not encrypted and not authenticated. Comes right before the connection's first plaintext, in order, with the
    /// packets that brought it; never where nothing is decrypted.
    /// </summary>
    void OnCleartext(ConnectionSummary connection, in ApplicationData data) { }

    /// <summary>More was said before TLS than is kept.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="from">Whose words.</param>
    /// <param name="bytes">How much is not there.</param>
    /// <param name="position">The packet with which it began.</param>
    void OnCleartextLeftOut(ConnectionSummary connection, Sender from, long bytes, StreamPosition position) => OnGap(connection, from, bytes, position);

    /// <summary>A handshake message or change_cipher_spec.</summary>
    void OnMessage(ConnectionSummary connection, MessageEntry message);

    /// <summary>An alert.</summary>
    void OnAlert(ConnectionSummary connection, AlertEntry alert);

    /// <summary>A record, or a message in one, was not read, because its sender cannot have sent it there.</summary>
    void OnViolation(ConnectionSummary connection, ViolationEntry violation) { }

    /// <summary>
    /// Plaintext; see <see cref="WantsApplicationData"/>. It was authenticated, unless the cipher is NULL and no key could verify the MAC: <see cref="ApplicationData.IsAuthenticated"/>.
    /// </summary>
    void OnApplicationData(ConnectionSummary connection, in ApplicationData data);

    /// <summary>Plaintext is missing here: bytes lost from the capture, or records that could not be decrypted.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="from">Whose data.</param>
    /// <param name="missing">TCP bytes that were not captured; 0 where they were but could not be used.</param>
    /// <param name="position">The packet at which it was noticed.</param>
    void OnGap(ConnectionSummary connection, Sender from, long missing, StreamPosition position);

    /// <summary>Bytes were captured that could not be read as TLS records: plaintext may be missing here. Told when the next record is found, or at the end.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="from">Whose.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="position">The packet that they begin in.</param>
    void OnSkippedBytes(ConnectionSummary connection, Sender from, long bytes, StreamPosition position) => OnGap(connection, from, 0, position);

    /// <summary>Application data that stays encrypted; told where <see cref="WantsApplicationData"/> is.</summary>
    /// <param name="connection">Whose.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="length">The record's fragment in bytes.</param>
    /// <param name="position">The packet that completed it.</param>
    void OnOpaqueData(ConnectionSummary connection, Sender from, int length, StreamPosition position) { }

    /// <summary>
    /// A handshake has come to its end: both sides' Finished were seen, or what must have been them. <see cref="ConnectionSummary.Handshake"/> says what it
    /// was. Again for a renegotiation.
    /// </summary>
    void OnHandshake(ConnectionSummary connection, StreamPosition position) { }

    /// <summary>
    /// A secret was proved: a record authenticated with the keys that follow from it. Comes before the record's own event; once for each
    /// secret that opens a direction.
    /// </summary>
    void OnSecret(ConnectionSummary connection, in VerifiedSecret secret) { }

    /// <summary>
    /// An internal error of this library while it read a connection. The connection's further bytes are ignored, and <see cref="OnEnd"/> still comes at its end,
    /// with <see cref="DecryptionReason.InternalError"/>. Other connections are not affected. An exception that a sink throws is not an internal error: the caller
    /// of <see cref="TlsDissector"/> gets it.
    /// </summary>
    /// <param name="connection">The connection, as far as it was read.</param>
    /// <param name="exception">The exception.</param>
    void OnInternalError(ConnectionSummary connection, Exception exception) { }

    /// <summary>The connection is over and its summary complete.</summary>
    void OnEnd(ConnectionSummary connection);
}
