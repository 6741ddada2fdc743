using System.Buffers.Binary;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>What kind of handshake a connection had, and what it agreed on besides the cipher suite.</summary>
internal static class HandshakeText
{
    /// <summary>Whether a ServerHello, or SSL 2.0's choice of a cipher, was seen.</summary>
    public static bool IsAgreed(ConnectionSummary connection) =>
        connection.CipherSuite is not null || connection.Ssl2CipherKind is not null;

    /// <summary>
    /// Version, kind and application protocol, as in <c>TLS 1.2, full handshake, ALPN h2</c>. Without a ServerHello, why there is none.
    /// </summary>
    public static string Of(ConnectionSummary connection)
    {
        if (!IsAgreed(connection)) return NothingAgreed(connection);
        string alpn = connection.Alpn is null ? "" : $", ALPN {WireText.Name(connection.Alpn)}";
        string kind = Kind(connection);
        return $"{connection.Version.DisplayName()}{(kind.Length > 0 ? ", " : "")}{kind}{alpn}{Completion(connection)}";
    }

    /// <summary>What became of the handshake, where it is not all there.</summary>
    private static string Completion(ConnectionSummary connection) => connection.Outcome?.Result switch
    {
        OutcomeResult.Refused or OutcomeResult.Aborted =>
            connection is { ClientFinishedVerified: true, ServerFinishedVerified: true } ? "" : "; the handshake was not completed",
        OutcomeResult.Established when connection.Handshake == HandshakeKind.Incomplete =>
            "; parts of the handshake are not in the capture",
        null when connection.Handshake == HandshakeKind.Incomplete => "; the handshake is not complete",
        _ => "",
    };

    /// <summary>Where a pre-shared key of TLS 1.3 comes from.</summary>
    public static PreSharedKeyOrigin OriginOf(ConnectionSummary connection)
    {
        if (SelectedKey(connection) is not int index) return PreSharedKeyOrigin.None;
        return connection.Secret switch
        {
            // Its binder was verified with the key that was given.
            SecretSource.PreSharedKey => PreSharedKeyOrigin.External,
            SecretSource.Resumed => PreSharedKeyOrigin.Session,
            _ => TicketAge(connection, index) switch
            {
                null => PreSharedKeyOrigin.Unknown,
                // External identities have an age of 0. That of a ticket is random (RFC 8446 §4.2.11).
                0 => PreSharedKeyOrigin.External,
                _ => PreSharedKeyOrigin.Session,
            },
        };
    }

    private static string Kind(ConnectionSummary connection) => connection.Handshake switch
    {
        HandshakeKind.Full when connection.Outcome is { Result: not OutcomeResult.Established } => "",
        HandshakeKind.Full => "full handshake",
        HandshakeKind.Incomplete => "",
        _ => OriginOf(connection) switch
        {
            PreSharedKeyOrigin.External => "with an external pre-shared key",
            PreSharedKeyOrigin.Unknown => "with a pre-shared key, external or from an earlier session",
            _ => "resumed from an earlier session",
        },
    };

    /// <summary>Whether the two sides did not agree, or did and the capture does not have it.</summary>
    private static string NothingAgreed(ConnectionSummary connection)
    {
        if (connection.ServerHelloList.Any(hello => hello is { IsPartial: true, IsHelloRetryRequest: false }))
            return "unknown: the server hello is truncated or malformed";
        return IsEndedBeforeHello(connection) ? "nothing: it ended before the server hello" : "unknown: the capture has no server hello";
    }

    /// <summary>Whether an alert, a FIN or a RST came before the server's choice, which was not merely lost.</summary>
    private static bool IsEndedBeforeHello(ConnectionSummary connection)
    {
        if (connection.Outcome is not { Result: OutcomeResult.Refused or OutcomeResult.Aborted, By: not null } outcome) return false;
        return connection.AlertList.Find(alert => alert.Position.Packet == outcome.Packet && alert.Description == outcome.Alert)
            is not AlertEntry end || AlertPlaces.PlaceOf(connection, end).Stage is not AlertStage.Unknown;
    }

    /// <summary>The index of the identity that the server chose; <c>null</c> if it chose none.</summary>
    private static int? SelectedKey(ConnectionSummary connection)
    {
        if (!connection.Version.IsTls13()) return null;
        foreach (ServerHello hello in connection.ServerHelloList)
        {
            if (!hello.IsHelloRetryRequest) return hello.SelectedPreSharedKey;
        }

        return null;
    }

    /// <summary>obfuscated_ticket_age of an offered identity; <c>null</c> if the ClientHello was not seen.</summary>
    private static uint? TicketAge(ConnectionSummary connection, int index)
    {
        // The last one: after a HelloRetryRequest the client may leave identities out (RFC 8446 §4.1.2).
        if (connection.ClientHelloList is not [.., ClientHello hello]) return null;
        foreach (Extension extension in hello.Extensions)
        {
            if (extension.Type == ExtensionType.PreSharedKey) return TicketAge(extension.Data.Span, index);
        }

        return null;
    }

    private static uint? TicketAge(ReadOnlySpan<byte> offered, int index)
    {
        const int Length = 2;
        const int Age = 4;
        if (offered.Length < Length) return null;
        for (ReadOnlySpan<byte> rest = offered[Length..]; rest.Length >= Length; index--)
        {
            int identity = Length + BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (rest.Length < identity + Age) return null;
            if (index == 0) return BinaryPrimitives.ReadUInt32BigEndian(rest[identity..]);
            rest = rest[(identity + Age)..];
        }

        return null;
    }
}

/// <summary>Where the pre-shared key of a TLS 1.3 connection comes from.</summary>
internal enum PreSharedKeyOrigin
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>An earlier session: the connection is resumed.</summary>
    Session,

    /// <summary>Outside TLS: both sides were configured with it.</summary>
    External,

    /// <summary>One of the two, and the capture does not say which.</summary>
    Unknown,
}
