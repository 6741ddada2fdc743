using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>
/// Receives the events of all connections. Every member has a default, so implement what you need. All calls come from the thread that
/// feeds the dissector. The calls of one connection come in the order of its events; <see cref="OnEnd"/> is the last.
/// </summary>
/// <remarks>
/// Values passed as a <c>ref struct</c> are borrowed until the method returns: <see cref="ConnectionView"/>, <see cref="ApplicationData"/>,
/// <see cref="VerifiedSecret"/>. Everything else is immutable and may be kept. An exception from a method reaches the caller of
/// <see cref="TlsDissector"/>, which must not be used afterwards.
/// </remarks>
public interface IConnectionSink
{
    /// <summary>
    /// Whether <see cref="OnApplicationData"/>, <see cref="OnOpaqueData"/>, <see cref="OnGap"/> and <see cref="OnSkippedBytes"/> are wanted
    /// for a connection. Asked once for each connection: at its first application data, when bytes are missing, or before it is put aside
    /// as idle. The server name and the cipher suite are known by then, if the hellos were captured. Unwanted data is still authenticated
    /// and counted, using less memory. Default: <c>true</c>.
    /// </summary>
    bool WantsApplicationData(ConnectionView connection) => true;

    /// <summary>
    /// Whether <see cref="OnCleartext"/> is wanted. Asked once for each connection, when it begins. The data is kept, within
    /// <see cref="DissectorOptions.MaxCleartextBytes"/>, until something is decrypted. Default: <c>false</c>.
    /// </summary>
    bool WantsCleartext => false;

    /// <summary>
    /// Receives cleartext from before the TLS handshake, such as SMTP before STARTTLS. It is not authenticated. Called just before the
    /// connection's first plaintext, in order, with the original packets, and never if nothing is decrypted.
    /// </summary>
    void OnCleartext(ConnectionView connection, ApplicationData data) { }

    /// <summary>More cleartext came before TLS than was kept.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="bytes">Number of bytes left out.</param>
    /// <param name="position">The packet with the first of them.</param>
    void OnCleartextLeftOut(ConnectionView connection, Sender from, long bytes, StreamPosition position) =>
        OnGap(connection, from, bytes, position);

    /// <summary>A handshake message or change_cipher_spec.</summary>
    void OnMessage(ConnectionView connection, MessageEntry message) { }

    /// <summary>An alert.</summary>
    void OnAlert(ConnectionView connection, AlertEntry alert) { }

    /// <summary>A record, or a message in one, was not read, because its sender cannot have sent it at this point.</summary>
    void OnViolation(ConnectionView connection, ViolationEntry violation) { }

    /// <summary>
    /// Receives the plaintext of one record; see <see cref="WantsApplicationData"/>. It is authenticated, unless the cipher is NULL and no
    /// key could verify the MAC: see <see cref="ApplicationData.IsAuthenticated"/>.
    /// </summary>
    void OnApplicationData(ConnectionView connection, ApplicationData data) { }

    /// <summary>Plaintext is missing here: bytes were not captured, or records could not be decrypted.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="missing">TCP bytes that were not captured; 0 if they were captured but could not be used, and over UDP.</param>
    /// <param name="position">The packet at which it was noticed.</param>
    void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) { }

    /// <summary>Bytes of a stream of QUIC are missing here: their packets were not captured, or not decrypted.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="from">Who sent them.</param>
    /// <param name="stream">The ID of the stream.</param>
    /// <param name="missing">The number of bytes.</param>
    /// <param name="position">The packet at which it was noticed.</param>
    void OnStreamGap(ConnectionView connection, Sender from, ulong stream, long missing, StreamPosition position) =>
        OnGap(connection, from, missing, position);

    /// <summary>
    /// A side of a stream of QUIC is over: its sender ended it, and all of its data was received or given up, or the stream was given up
    /// because too many were open (<see cref="QuicLimits.MaxOpenStreams"/>). At the end of the connection, open streams are over without a
    /// call. <see cref="QuicStreamSide.IsFinished"/> tells whether its sender ended it.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="from">The side that is over.</param>
    /// <param name="stream">The ID of the stream.</param>
    /// <param name="resetCode">The error of the application with which it was ended early; <c>null</c> if it was not.</param>
    /// <param name="position">The packet with the end, or the last one of this side before it was given up.</param>
    void OnStreamEnd(ConnectionView connection, Sender from, ulong stream, ulong? resetCode, StreamPosition position) { }

    /// <summary>
    /// Captured bytes could not be read as records of TLS or DTLS, or as packets of QUIC, so plaintext may be missing here. Called when the
    /// next record is found, or at the end.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="from">Who sent them.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="position">The packet with the first of them.</param>
    void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position) =>
        OnGap(connection, from, 0, position);

    /// <summary>
    /// Application data that stays encrypted; see <see cref="WantsApplicationData"/>. Records of a TLS 1.3 handshake are left out, but for
    /// those that only a later record tells from data.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="length">The length of the record's fragment in bytes.</param>
    /// <param name="position">The packet that completed it.</param>
    void OnOpaqueData(ConnectionView connection, Sender from, int length, StreamPosition position) { }

    /// <summary>
    /// A handshake is complete: both sides' Finished were seen, or encrypted records that must be them.
    /// <see cref="ConnectionView.Handshake"/> gives its kind. Called again for each renegotiation.
    /// </summary>
    void OnHandshake(ConnectionView connection, StreamPosition position) { }

    /// <summary>
    /// A secret was verified: a record authenticated with the keys derived from it. Called before the record's own event, once for each
    /// secret that decrypts a direction.
    /// </summary>
    void OnSecret(ConnectionView connection, VerifiedSecret secret) { }

    /// <summary>
    /// A session that may be resumed: its master secret has decrypted a record. Called again if a ticket for it is issued later. Not called
    /// for TLS 1.3, where a resumption has secrets of its own.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sessionId">The session ID of the ServerHello; empty for none.</param>
    /// <param name="ticket">The ticket that was issued; empty for none.</param>
    /// <param name="masterSecret">48 bytes.</param>
    void OnSession(ConnectionView connection, ReadOnlySpan<byte> sessionId, ReadOnlySpan<byte> ticket, ReadOnlySpan<byte> masterSecret) { }

    /// <summary>
    /// An internal error of this library stopped the reading of a connection. Its further bytes are ignored, and <see cref="OnEnd"/> is
    /// still called at its end, with <see cref="DecryptionReason.InternalError"/>. Other connections are not affected.
    /// </summary>
    /// <param name="connection">The connection, as far as it was read.</param>
    /// <param name="exception">The exception. An exception that a sink throws is not an internal error.</param>
    void OnInternalError(ConnectionView connection, Exception exception) { }

    /// <summary>The connection is over and its summary complete.</summary>
    void OnEnd(ConnectionSummary connection) { }
}
