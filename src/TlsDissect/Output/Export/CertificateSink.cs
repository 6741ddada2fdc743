using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Output.Json;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Export;

/// <summary>
/// Writes every certificate once, as PEM under the name of its SHA-256. Also writes a line of JSON for an index, with its fields and the
/// first connection that sent it. Names never contain text from the wire.
/// </summary>
/// <param name="writeFile">Writes a whole file: its name and its bytes.</param>
/// <param name="index">Receives whole lines.</param>
/// <remarks>Keeps 32 bytes for each certificate that was seen.</remarks>
internal sealed class CertificateSink(FileWriter writeFile, IBufferWriter<byte> index) : IConnectionSink
{
    private readonly HashSet<(UInt128 High, UInt128 Low)> _seen = [];
    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>Number of certificates written.</summary>
    public int Count => _seen.Count;

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => false;

    /// <inheritdoc/>
    public void OnMessage(ConnectionView connection, MessageEntry message)
    {
        // A connection's summary has only the last chain, and a renegotiation brings another.
        if (message.Message is not Certificate certificate) return;
        foreach (CertificateEntry entry in certificate.Entries) Take(connection.Summary, message.From, entry.Der, entry.Details);
    }

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection)
    {
        foreach (CertificateDetails certificate in connection.ServerCertificates)
            Take(connection, Sender.Server, certificate.Der, certificate);
        foreach (CertificateDetails certificate in connection.ClientCertificates)
            Take(connection, Sender.Client, certificate.Der, certificate);
    }

    private void Take(ConnectionSummary connection, Sender from, ReadOnlyMemory<byte> der, CertificateDetails? parsed)
    {
        byte[] sha256 = SHA256.HashData(der.Span);
        if (!_seen.Add((System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(sha256),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(sha256.AsSpan(16))))) return;
        string name = $"{Convert.ToHexStringLower(sha256)}.pem";
        CertificateDetails details = parsed ?? CertificateParser.Parse(der.ToArray(), sha256);
        writeFile(name,
            Encoding.ASCII.GetBytes(PemEncoding.WriteString(details.IsRawPublicKey ? "PUBLIC KEY" : "CERTIFICATE", der.Span) + "\n"));
        WriteIndex(connection, from, name, details);
    }

    private void WriteIndex(ConnectionSummary connection, Sender from, string name, CertificateDetails certificate)
    {
        _line.ResetWrittenCount();
        using (Utf8JsonWriter json = new(_line, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "certificate"u8);
            json.WriteString("file"u8, name);
            JsonCertificateWriter.Write(json, certificate);
            json.WriteString("from"u8, JsonNames.Of(from));
            json.WriteNumber("connection"u8, connection.Id);
            json.WriteEndObject();
        }

        index.Write(_line.WrittenSpan);
        index.Write("\n"u8);
    }
}
