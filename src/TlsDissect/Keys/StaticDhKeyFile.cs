using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;

namespace TlsDissect.Keys;

/// <summary>Loads a server's static EC or DH private key: PEM (SEC 1 or PKCS#8, encrypted or not) or DER (PKCS#8, encrypted or not).</summary>
public static class StaticDhKeyFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">Asked for a file's password if it needs one; <c>null</c> as delegate or answer: there is none.</param>
    /// <exception cref="KeyFileException">The file cannot be read, the password is wrong, or it holds no EC or DH private key.</exception>
    public static StaticDhKey Load(string path, Func<string, string?>? password)
    {
        byte[] content = KeyFile.Read(path);
        KeyPassword asked = new(path, password);
        try
        {
            AsymmetricKeyParameter? key = PemKeys.IsPem(content) ? FromPem(PemKeys.TextOf(content), asked) : FromDer(content, asked);
            if (key is not null && StaticDhKey.From(Path.GetFileName(path), key) is StaticDhKey found) return found;
            throw new KeyFileException($"{path}: holds no EC or DH private key");
        }
        catch (Exception e) when (e is InvalidCipherTextException or PemException or Org.BouncyCastle.OpenSsl.PasswordException)
        {
            throw asked.Wrong(e);
        }
        catch (Exception e) when (KeyDamage.Throws(e))
        {
            throw new KeyFileException($"{path}: the private key in it is damaged", e);
        }
    }

    /// <summary>The first private key; EC parameters may stand before it.</summary>
    private static AsymmetricKeyParameter? FromPem(string text, KeyPassword password)
    {
        using StringReader reader = new(text);
        using PemReader pem = new(reader, new Finder(password));
        while (pem.ReadObject() is object found)
        {
            if (found is AsymmetricCipherKeyPair pair) return pair.Private;
            if (found is AsymmetricKeyParameter { IsPrivate: true } key) return key;
        }

        return null;
    }

    private static AsymmetricKeyParameter? FromDer(byte[] content, KeyPassword password)
    {
        Org.BouncyCastle.Asn1.Asn1Sequence outer = Org.BouncyCastle.Asn1.Asn1Sequence.GetInstance(content);
        return outer.Count > 0 && outer[0] is Org.BouncyCastle.Asn1.Asn1Sequence
            ? PrivateKeyFactory.DecryptKey(password.Required.ToCharArray(), content)
            : PrivateKeyFactory.CreateKey(content);
    }

    private sealed class Finder(KeyPassword password) : IPasswordFinder
    {
        public char[] GetPassword() => password.Required.ToCharArray();
    }
}
