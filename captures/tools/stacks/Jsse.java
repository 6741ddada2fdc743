import java.io.*;
import java.lang.reflect.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.security.cert.*;
import java.util.*;
import javax.net.ssl.*;

/** One page over TLS by Java's own TLS, both sides: java Jsse.java PROTOCOL SUITE PORT KEYS KEYSTORE MASTER, where KEYSTORE is a PKCS #12 file.
 *  SUITE may be several with a comma between them: after the first the client renegotiates for each of the others. */
public class Jsse {
    static final char[] PASSWORD = "secret".toCharArray();

    public static void main(String[] arguments) throws Exception {
        // What is disabled is what is wanted.
        for (String property : new String[] { "jdk.tls.disabledAlgorithms", "jdk.certpath.disabledAlgorithms", "jdk.tls.legacyAlgorithms" })
            Security.setProperty(property, "");
        String protocol = arguments[0];
        String[] suites = arguments[1].split(",");
        int port = Integer.parseInt(arguments[2]);
        byte[] page = Files.readAllBytes(Path.of(arguments[3], "www", "hello.html"));

        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(arguments[4])) { store.load(in, PASSWORD); }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(store, PASSWORD);
        TrustManager[] trusting = { new X509ExtendedTrustManager() {
            public void checkClientTrusted(X509Certificate[] chain, String type) { }
            public void checkServerTrusted(X509Certificate[] chain, String type) { }
            public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) { }
            public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) { }
            public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) { }
            public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) { }
            public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
        } };
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusting, null);

        SSLServerSocket listener = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, 1, InetAddress.getLoopbackAddress());
        listener.setEnabledProtocols(new String[] { protocol });
        listener.setEnabledCipherSuites(suites);
        Thread serving = new Thread(() -> {
            try (Socket socket = listener.accept()) {
                BufferedReader request = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                OutputStream out = socket.getOutputStream();
                for (String line = request.readLine(); !line.isEmpty(); line = request.readLine())
                    if (line.startsWith("X-Suite")) out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                out.write("HTTP/1.0 200 ok\r\nContent-type: text/html\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.write(page);
            } catch (IOException e) {
                System.out.println("server: " + e);
            }
        });
        serving.start();

        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setEnabledProtocols(new String[] { protocol });
            for (String suite : suites) {
                socket.setEnabledCipherSuites(new String[] { suite });
                socket.startHandshake();
                // Neither side waits for a renegotiation to be over: a line there and back does.
                if (suites.length > 1) {
                    socket.getOutputStream().write(("X-Suite: " + suite + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    while (socket.getInputStream().read() != '\n') continue;
                }
            }
            Files.writeString(Path.of(arguments[5]), HexFormat.of().formatHex(masterSecret(socket.getSession())) + "\n");
            socket.getOutputStream().write("GET /hello.html HTTP/1.1\r\nHost: server.example\r\nUser-Agent: tlsdissect-captures\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            System.out.write(socket.getInputStream().readAllBytes());
            System.out.flush();
        }
        serving.join(5000);
        listener.close();
    }

    /** Java writes no key log; the session knows its secret. Needs --add-opens java.base/sun.security.ssl=ALL-UNNAMED. */
    static byte[] masterSecret(SSLSession session) throws Exception {
        Method secret = session.getClass().getDeclaredMethod("getMasterSecret");
        secret.setAccessible(true);
        return ((Key) secret.invoke(session)).getEncoded();
    }
}
