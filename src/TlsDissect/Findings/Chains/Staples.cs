using System.Collections.Immutable;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Chains;

/// <summary>What one side sent along with its certificates: OCSP responses and timestamps of logs.</summary>
internal readonly record struct Staples
{
    /// <summary>Maximum number of responses to read. A chain has at most 32 certificates.</summary>
    private const int MaxResponses = 32;

    /// <summary>The OCSP responses, DER.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Responses { get; private init; }

    /// <summary>Timestamps in an extension of the handshake (RFC 6962 §3.3.1).</summary>
    public ImmutableArray<SignedTimestamp> Timestamps { get; private init; }

    /// <summary>Number of the packet with the side's certificates; <c>null</c> if they were in no message of their own.</summary>
    public long? Packet { get; private init; }

    /// <summary>Collects them from the handshake's messages. Of several handshakes, the last one counts, as for certificates.</summary>
    public static Staples Of(ConnectionSummary connection, Sender side)
    {
        Staples found = new() { Responses = [], Timestamps = [] };
        ServerHello? hello = null;
        foreach (MessageEntry entry in connection.MessageList)
        {
            if (entry.From != side) continue;
            if (entry.Message is ServerHello answer) hello = answer;
            found = entry.Message switch
            {
                Certificate { Entries.Length: > 0 } message => Of(message, hello, entry),
                CompressedCertificate { Certificate.Entries.Length: > 0 } message => Of(message.Certificate, hello, entry),
                CertificateStatus { StatusType: CertificateStatusType.Ocsp or CertificateStatusType.OcspMulti } status =>
                    found with { Responses = ResponsesOf(status) },
                _ => found,
            };
        }

        return found;
    }

    /// <summary>
    /// Those of a handshake that sends certificates. Before TLS 1.3, timestamps are in the ServerHello, and responses follow. A resumed
    /// handshake sends none, and those of the one before stay.
    /// </summary>
    private static Staples Of(Certificate message, ServerHello? hello, MessageEntry entry)
    {
        if (message.Entries.All(certificate => certificate.Extensions.IsEmpty))
        {
            return new Staples
            {
                Responses = [],
                Timestamps = hello is null ? [] : TimestampsIn(hello.Extensions),
                Packet = entry.Position.Packet,
            };
        }

        return new Staples
        {
            Responses =
            [
                .. message.Entries.SelectMany(certificate => certificate.Extensions)
                    .Where(extension => extension.Type == ExtensionType.StatusRequest)
                    .Select(ResponseIn).Where(response => !response.IsEmpty).Take(MaxResponses),
            ],
            Timestamps = TimestampsIn(message.Entries[0].Extensions),
            Packet = entry.Position.Packet,
        };
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> ResponsesOf(CertificateStatus status) =>
        [.. status.Responses.Where(der => der.Length > 0).Take(MaxResponses).Select(der => new ReadOnlyMemory<byte>(der))];

    /// <summary>The response in a status_request extension of a certificate (RFC 8446 §4.4.2.1); empty if there is none.</summary>
    private static ReadOnlyMemory<byte> ResponseIn(Extension extension)
    {
        DecodeError error = default;
        TlsReader reader = new(extension.Data.Span, ref error);
        return reader.ReadUInt8("status_type") == (byte)CertificateStatusType.Ocsp ? reader.ReadOpaque24("ocsp_response") : [];
    }

    private static ImmutableArray<SignedTimestamp> TimestampsIn(ImmutableArray<Extension> extensions)
    {
        foreach (Extension extension in extensions)
        {
            if (extension.Type == ExtensionType.SignedCertificateTimestamp) return SignedTimestamp.ReadList(extension.Data.Span, "tls");
        }

        return [];
    }
}
