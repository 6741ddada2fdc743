using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

/// <summary>RFC 9345 §4. That what BoringSSL makes and NSS takes verifies is shown by captures/certificates/delegated-credential.</summary>
public class DelegatedCredentialTests
{
    private static readonly byte[] CertificateBytes = [.. Enumerable.Range(0, 300).Select(i => (byte)i)];

    private readonly ECDsa _owner = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _own = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private byte[] Make(string context = "TLS, server delegated credentials")
    {
        byte[] key = _own.ExportSubjectPublicKeyInfo();
        byte[] credential = [0, 0, 0x1c, 0x20, 0x04, 0x03, 0, 0, (byte)key.Length, .. key, 0x04, 0x03];
        byte[] signed = [.. Enumerable.Repeat((byte)0x20, 64), .. Encoding.ASCII.GetBytes(context), 0, .. CertificateBytes, .. credential];
        byte[] signature = _owner.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)signature.Length);
        return [.. credential, .. length, .. signature];
    }

    private static DelegatedCredential? Read(byte[] bytes) =>
        DelegatedCredential.Find(new CertificateEntry(CertificateBytes, [new Extension(ExtensionType.DelegatedCredential, bytes)]));

    private bool? Verify(DelegatedCredential credential, byte[] certificate, Sender sender) =>
        SignedContent.Verify(credential, certificate, sender, VerificationKey.TryRead(_owner.ExportSubjectPublicKeyInfo())!);

    [Fact]
    public void One_is_read_and_verifies()
    {
        DelegatedCredential credential = Read(Make())!;

        Assert.Equal((7200u, SignatureScheme.ecdsa_secp256r1_sha256), (credential.ValidTime, credential.CertificateVerifyScheme));
        Assert.Equal(_own.ExportSubjectPublicKeyInfo(), credential.SubjectPublicKeyInfo);
        Assert.True(Verify(credential, CertificateBytes, Sender.Server));
    }

    [Fact]
    public void One_of_another_certificate_or_side_does_not_verify()
    {
        DelegatedCredential credential = Read(Make())!;

        Assert.False(Verify(credential, CertificateBytes[1..], Sender.Server));
        Assert.False(Verify(credential, CertificateBytes, Sender.Client));
        Assert.True(Verify(Read(Make("TLS, client delegated credentials"))!, CertificateBytes, Sender.Client));
    }

    [Fact]
    public void No_changed_byte_verifies_and_none_throws()
    {
        byte[] whole = Make();
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0x04;
            if (Read(changed) is DelegatedCredential credential) Assert.NotEqual(true, Verify(credential, CertificateBytes, Sender.Server));
        }
    }

    [Fact]
    public void A_part_of_one_is_none_and_neither_is_one_with_more_behind_it()
    {
        byte[] whole = Make();
        for (int length = 0; length < whole.Length; length++) Assert.Null(Read(whole[..length]));
        Assert.Null(Read([.. whole, 0]));
    }
}
