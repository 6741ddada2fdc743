using System.Globalization;
using System.Reflection;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Messages.Fields;
using TlsDissect.Protocol;
using TlsDissect.Tests.Messages.Extensions;
using Tls = Org.BouncyCastle.Tls;

namespace TlsDissect.Tests.Registries;

/// <summary>Every registered number has its name here, and every extension its fields, or a reason says why not.</summary>
public class RegistryTests
{
    /// <summary>Rows that have no name here by themselves, by their remark.</summary>
    private static readonly string[] Unnamed = ["DTLS only", "never sent", "a scheme of its own", "have names of their own"];

    /// <summary>Versions are shown as "TLS 1.2", which no registry has.</summary>
    private static readonly string[] VersionFields = ["client_version", "selected_version", "server_version", "version", "versions"];

    /// <summary>Extensions that are kept as bytes, with the reason.</summary>
    private static readonly Dictionary<int, string> Opaque = new()
    {
        [36] = "TLMSP is ETSI TS 103 523-2, whose text is not to be had here; the one program that has it was made from an earlier " +
            "draft, whose forms changed from release to release",
        [37] = "as 36",
        [38] = "as 36",
        [60] = "draft-pismenny-tls-dtls-plaintext-sequence-number expired; no stack has it, and its forms are not to be had here",
    };

    public static TheoryData<string> Files => [.. Registry.Names];

    [Fact]
    public void Every_file_is_compared() => Assert.Equal(Registry.Names, RegisteredNumbers.Registries.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_row_has_its_name_and_a_source(string file)
    {
        RegistryRow[] rows = Registry.Read(file);
        Assert.NotEmpty(rows);
        Assert.Equal(rows.Select(row => row.Number).Distinct().Order(), rows.Select(row => row.Number));
        Assert.All(rows.Where(row => !Unnamed.Any(reason => row.Remark.Contains(reason, StringComparison.Ordinal))),
            row => Assert.Equal((row.Number, row.Name), (row.Number, RegisteredNumbers.Name(file, row.Number))));
        Assert.All(rows, row => Assert.True(row.Sources.Length > 0 || row.Remark.Length > 0, $"{file}: who knows {row.Name}?"));
        Assert.Contains(Registry.Head(file), line => line.StartsWith("As of 20", StringComparison.Ordinal));
    }

    /// <summary>A field has the names of its registry, and no field has names that no file has.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void A_field_has_the_names_of_its_registry(string file) => Assert.All(RegisteredNumbers.FieldsOf(file), field =>
        Assert.All(Registry.Read(file), row =>
            Assert.Equal((field, row.Number, RegisteredNumbers.Name(file, row.Number)),
                (field, row.Number, RegisteredNumbers.NameIn(field, row.Number)))));

    [Fact]
    public void Every_field_with_names_has_its_registry() =>
        Assert.Equal(FieldMeanings.Names.Except(VersionFields).Order(StringComparer.Ordinal),
            RegisteredNumbers.AllFields.Append("ECHConfigExtensionType").Order(StringComparer.Ordinal));

    /// <summary>The numbers that have a name here, up to two bytes, are those of the file.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Every_name_is_in_its_file(string file)
    {
        HashSet<ulong> rows = [.. Registry.Read(file).Select(row => row.Number)];
        bool isByte = rows.Max() <= byte.MaxValue;
        ulong[] named = [.. Enumerable.Range(0, isByte ? 256 : 65536).Select(number => (ulong)number)
            .Where(number => RegisteredNumbers.Name(file, number) is not null)];
        Assert.Empty(named.Where(number => !rows.Contains(number)).Select(number => $"{number}: {RegisteredNumbers.Name(file, number)}"));
    }

    /// <summary>BouncyCastle's constants, which were made independently.</summary>
    [Theory]
    [InlineData("extension-types", typeof(Tls.ExtensionType))]
    [InlineData("handshake-types", typeof(Tls.HandshakeType))]
    [InlineData("cipher-suites", typeof(Tls.CipherSuite))]
    [InlineData("supported-groups", typeof(Tls.NamedGroup))]
    [InlineData("signature-schemes", typeof(Tls.SignatureScheme))]
    [InlineData("alerts", typeof(Tls.AlertDescription))]
    [InlineData("certificate-types", typeof(Tls.CertificateType))]
    [InlineData("client-certificate-types", typeof(Tls.ClientCertificateType))]
    [InlineData("certificate-status-types", typeof(Tls.CertificateStatusType))]
    [InlineData("ec-point-formats", typeof(Tls.ECPointFormat))]
    [InlineData("ec-curve-types", typeof(Tls.ECCurveType))]
    [InlineData("psk-key-exchange-modes", typeof(Tls.PskKeyExchangeMode))]
    [InlineData("compression-methods", typeof(Tls.CompressionMethod))]
    [InlineData("content-types", typeof(Tls.ContentType))]
    [InlineData("heartbeat-modes", typeof(Tls.HeartbeatMode))]
    [InlineData("hash-algorithms", typeof(Tls.HashAlgorithm))]
    [InlineData("signature-algorithms", typeof(Tls.SignatureAlgorithm))]
    [InlineData("max-fragment-lengths", typeof(Tls.MaxFragmentLength))]
    [InlineData("srtp-protection-profiles", typeof(Tls.SrtpProtectionProfile))]
    [InlineData("user-mapping-types", typeof(Tls.UserMappingType))]
    [InlineData("trusted-authority-types", typeof(Tls.IdentifierType))]
    public void BouncyCastle_knows_no_number_that_the_file_does_not_have(string file, Type constants)
    {
        HashSet<ulong> rows = [.. Registry.Read(file).Select(row => row.Number)];
        (string Name, long Number)[] known = [.. constants.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType.IsPrimitive || field.FieldType.IsEnum)
            .Select(field => (field.Name, Convert.ToInt64(field.GetValue(null), CultureInfo.InvariantCulture)))];
        Assert.NotEmpty(known);
        Assert.DoesNotContain(known, constant => !rows.Contains((ulong)constant.Number));
    }

    [Fact]
    public void Every_extension_is_parsed_in_every_message_or_its_reason_is_told()
    {
        HashSet<(ExtensionType, ExtensionPlace)> parsed = [.. ExtensionSamples.All.Select(sample => (sample.Type, sample.Place))];
        foreach (RegistryRow row in Registry.Read("extension-types"))
        {
            bool isOpaque = Opaque.ContainsKey((int)row.Number);
            foreach (string message in row.Messages)
            {
                bool isParsed = parsed.Contains(((ExtensionType)row.Number, PlaceOf(message)));
                Assert.True(isParsed != isOpaque, $"{row.Name} in {message}: parsed is {isParsed}, opaque is {isOpaque}");
            }
        }

        Assert.All(Opaque.Keys, number => Assert.Contains(Registry.Read("extension-types"), row => row.Number == (ulong)number));
    }

    /// <summary>A form without a sample would be untested.</summary>
    [Fact]
    public void Every_form_has_a_sample()
    {
        HashSet<(ExtensionType, ExtensionPlace)> parsed = [.. ExtensionSamples.All.Select(sample => (sample.Type, sample.Place))];
        foreach (ExtensionType type in Enum.GetValues<ExtensionType>())
        {
            foreach (ExtensionPlace place in Enum.GetValues<ExtensionPlace>())
            {
                DecodeError error = default;
                TlsReader reader = new([], ref error);
                if (ExtensionForms.TryRead(type, place, ref reader)) Assert.Contains((type, place), parsed);
            }
        }
    }

    [Fact]
    public void Every_handshake_message_has_a_parser() =>
        Assert.All(Registry.Read("handshake-types"), row =>
            Assert.IsNotType<UnknownHandshake>(HandshakeParser.Parse((HandshakeType)row.Number, [], default, out _)));

    private static ExtensionPlace PlaceOf(string message) => message switch
    {
        "CH" => ExtensionPlace.ClientHello,
        "SH" or "EE" => ExtensionPlace.Server,
        "HRR" => ExtensionPlace.HelloRetryRequest,
        "CT" => ExtensionPlace.Certificate,
        "CR" => ExtensionPlace.CertificateRequest,
        "NST" => ExtensionPlace.NewSessionTicket,
        _ => throw new ArgumentException($"no message {message}", nameof(message)),
    };
}
