using System.Collections.Immutable;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>A ticket for resuming the session (RFC 5077 §3.3, RFC 8446 §4.6.1).</summary>
internal sealed record NewSessionTicket() : HandshakeMessage(HandshakeType.NewSessionTicket)
{
    /// <summary>ticket_lifetime_hint or, since TLS 1.3, ticket_lifetime, in seconds.</summary>
    public required uint Lifetime { get; init; }

    /// <summary>ticket_age_add; 0 before TLS 1.3.</summary>
    public uint AgeAdd { get; init; }

    /// <summary>ticket_nonce; empty before TLS 1.3.</summary>
    public byte[] Nonce { get; init; } = [];

    /// <summary>The ticket, which is opaque. The client's next hello repeats it.</summary>
    public required byte[] Ticket { get; init; }

    /// <summary>All extensions in order; none before TLS 1.3.</summary>
    public ImmutableArray<Extension> Extensions { get; init; } = [];

    internal static NewSessionTicket Read(ref TlsReader reader, ProtocolVersion version) => version.IsTls13()
        ? new NewSessionTicket
        {
            Lifetime = reader.ReadUInt32("ticket_lifetime"),
            AgeAdd = reader.ReadUInt32("ticket_age_add"),
            // New in draft 21.
            Nonce = version.DraftNumber() < 21 ? [] : reader.ReadOpaque8("ticket_nonce"),
            Ticket = reader.ReadOpaque16("ticket"),
            Extensions = new OpaqueExtensions(ExtensionPlace.NewSessionTicket).Read(ref reader),
        }
        : new NewSessionTicket
        {
            Lifetime = reader.ReadUInt32("ticket_lifetime_hint"),
            Ticket = reader.ReadOpaque16("ticket"),
        };
}
